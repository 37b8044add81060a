package io.chatlog.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.view.wire.BrokenWire;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeMetadataTest {
  private static final NodeMetadata METADATA =
      new NodeMetadata(
          "node-\uD83D\uDE00",
          new NodeAddress("::1", 8090),
          12,
          false,
          List.of(
              new PartitionStatus(0, PartitionRole.ACTIVE, 41, 50L, 0, 0),
              new PartitionStatus(3, PartitionRole.STANDBY, -1, null, 0, 0),
              new PartitionStatus(11, PartitionRole.RESTORING, -1, 0L, 7, 9)),
          List.of(new NodeAddress("other", 1), new NodeAddress("10.0.0.1", 65_535)),
          7L);

  @Test
  void itIsTheSameAfterTheWire() {
    byte[] bytes = NodeMetadataCodec.CODEC.encode(METADATA);
    assertThat(NodeMetadataCodec.CODEC.decode(bytes)).isEqualTo(METADATA);
    byte[] newer = Arrays.copyOf(bytes, bytes.length + 3);
    assertThat(NodeMetadataCodec.CODEC.decode(newer)).isEqualTo(METADATA);
  }

  @Test
  void brokenBytesAreBrokenWireOrMetadata() {
    byte[] whole = NodeMetadataCodec.CODEC.encode(METADATA);
    byte[] older = Arrays.copyOf(whole, whole.length - 2); // without the version of settings
    assertThat(NodeMetadataCodec.CODEC.decode(older).configVersion()).isNull();
    for (int length = 0; length < whole.length; length++) {
      if (length == older.length) {
        continue;
      }
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> NodeMetadataCodec.CODEC.decode(cut)).isInstanceOf(BrokenWire.class);
    }
    Random random = new Random(7);
    for (int round = 0; round < 5_000; round++) {
      byte[] bytes = whole.clone();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      try {
        NodeMetadataCodec.CODEC.decode(bytes);
      } catch (BrokenWire expected) {
        assertThat(expected).hasMessageNotContaining("null");
      }
    }
  }

  @Test
  void theLagIsWhatIsNotAppliedYet() {
    assertThat(METADATA.partitions().get(0).lag()).isEqualTo(8);
    assertThat(METADATA.partitions().get(1).lag()).isNull();
    assertThat(METADATA.partitions().get(2).lag()).isZero();
  }

  @Test
  void anAddressIsReadFromUrlsAndPairs() {
    assertThat(NodeAddress.parse("http://a.example:80")).hasToString("a.example:80");
    assertThat(NodeAddress.parse("a:80/")).isEqualTo(new NodeAddress("a", 80));
    assertThat(NodeAddress.parse("http://[::1]:2")).isEqualTo(new NodeAddress("::1", 2));
    assertThat(NodeAddress.parse("[::1]:2").resolve("/x")).hasToString("http://[::1]:2/x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a:", "a:0", "a:65536", "https://a:1", "http://:1", "a b:1"})
  void whatIsNoAddressIsRefused(String text) {
    assertThatThrownBy(() -> NodeAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
