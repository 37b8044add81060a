package io.chatlog.view.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class AvroPrimitivesTest {
  @Test
  void primitivesAreTheBytesThatAvroWrites() throws IOException {
    for (int seed = 0; seed < 2_000; seed++) {
      RandomValues values = new RandomValues(seed);
      long number = values.number();
      String text = values.text();
      ByteArrayOutputStream avro = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(avro, null);
      encoder.writeLong(number);
      encoder.writeInt((int) number);
      encoder.writeBoolean(number < 0);
      encoder.writeFloat((float) number);
      encoder.writeDouble(number / 3.0);
      encoder.writeString(text);
      encoder.writeBytes(text.getBytes(java.nio.charset.StandardCharsets.UTF_16));
      encoder.flush();

      byte[] ours =
          new Out(1)
              .writeLong(number)
              .writeInt((int) number)
              .writeBoolean(number < 0)
              .writeFloat((float) number)
              .writeDouble(number / 3.0)
              .writeString(text)
              .writeBytes(text.getBytes(java.nio.charset.StandardCharsets.UTF_16))
              .toByteArray();
      assertThat(ours).as("seed %d", seed).isEqualTo(avro.toByteArray());

      BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(ours, null);
      In in = new In(ours);
      assertThat(in.readLong()).isEqualTo(decoder.readLong());
      assertThat(in.readInt()).isEqualTo(decoder.readInt());
      assertThat(in.readBoolean()).isEqualTo(decoder.readBoolean());
      assertThat(in.readFloat()).isEqualTo(decoder.readFloat());
      assertThat(in.readDouble()).isEqualTo(decoder.readDouble());
      assertThat(in.readString()).isEqualTo(decoder.readString());
      assertThat(in.readBytes()).isEqualTo(decoder.readBytes(null).array());
      in.expectEnd();
    }
  }
}
