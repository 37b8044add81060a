package io.chatlog.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.avro.EventRecord;
import io.chatlog.event.Event;
import io.chatlog.event.EventAvro;
import io.chatlog.event.Payload;
import io.chatlog.topic.Topics;
import io.chatlog.value.EmailIds;
import io.chatlog.value.Embedding;
import io.chatlog.value.InsightId;
import io.chatlog.value.InsightType;
import io.chatlog.value.MessageId;
import io.chatlog.value.PanelId;
import io.chatlog.value.PanelType;
import io.chatlog.value.PasswordHash;
import io.chatlog.value.PersonaId;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UploadId;
import io.chatlog.value.UserId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WireSerdeTest {
  private static final RegisteredSchema SCHEMA = SchemaCatalogue.latest(Topics.EVENTS);

  private final WireEncoder<EventRecord> encoder =
      new WireEncoder<>(SCHEMA.id(), EventRecord.class);
  private final WireDecoder<EventRecord> decoder =
      new WireDecoder<>(
          id -> SchemaCatalogue.byId(id).map(RegisteredSchema::schemaJson), EventRecord.class);

  private static final Payload.CreatePersona PERSONA =
      new Payload.CreatePersona(
          new PersonaId("p"),
          "n",
          null,
          List.of("a", "b"),
          List.of(),
          "{\"n\":1.10}",
          new UserId("ann"),
          null);

  static Stream<Payload> payloads() {
    return Stream.of(
        new Payload.CreateUser(
            "n", null, "a@b.c", "admin", "{\"a\":1.10}", null, 4L, new PasswordHash("$argon2id$")),
        new Payload.PatchUser("{\"name\":null}", 7L, null, PasswordHash.REMOVED),
        new Payload.ClaimEmail(new UserId("ann"), 3L),
        new Payload.VoidEmailClaim(EmailIds.of("a@b.c"), 3L),
        new Payload.ReleaseEmail(new UserId("ann"), 3L),
        new Payload.CreateSession(
            new SessionId("s"),
            "t",
            "web",
            null,
            SessionStatus.ARCHIVED,
            null,
            List.of("a", "b"),
            "{}",
            "x",
            null),
        new Payload.CreateSession(
            new SessionId("s"),
            null,
            null,
            null,
            null,
            null,
            List.of(),
            null,
            null,
            null,
            new Payload.ForkOf("o@3", "{\"at_seq\":3}")),
        new Payload.DeleteSession(new SessionId("s"), 2L, new Payload.SeenMessages(3, 7L)),
        new Payload.DeleteSession(new SessionId("s"), null, new Payload.SeenMessages(0, null)),
        new Payload.PatchSession(new SessionId("s"), "{}", null),
        PERSONA,
        new Payload.PutPersona(PERSONA, 7L, new UserId("ann")),
        new Payload.PatchPersona(new PersonaId("p"), "{}", null, null),
        new Payload.DeletePersona(new PersonaId("p"), 3L, new UserId("ann")),
        new Payload.CreatePanel(
            new PanelId("panel"),
            null,
            PanelType.BRAINSTORM,
            List.of(new PersonaId("p")),
            "{\"n\":1.10}",
            null),
        new Payload.PatchPanel(new PanelId("panel"), "{}", 1L),
        new Payload.DeletePanel(new PanelId("panel"), null),
        new Payload.PostPanelMessage(
            new PanelId("panel"),
            new MessageId("m"),
            Role.ASSISTANT,
            "grüße 😀",
            "author",
            -1_234L,
            "{}",
            new PersonaId("p"),
            new MessageId("before")),
        new Payload.PostInsight(
            new PanelId("panel"),
            new InsightId("i"),
            InsightType.ANALYSIS,
            "c",
            List.of(new MessageId("m"))),
        new Payload.ErasePanelMessage(new PanelId("panel"), new MessageId("m"), 7),
        new Payload.EraseRefused(7),
        new Payload.Barrier(),
        new Payload.EmbedChunk(
            new SessionId("s"),
            new UploadId("u"),
            7,
            Payload.EmbedMessage.hash("a piece"),
            Embedding.of(new float[] {-1e9f})),
        new Payload.EmbedSession(
            new SessionId("s"),
            Payload.EmbedMessage.hash("titled"),
            Embedding.of(new float[] {0.5f, 2})),
        new Payload.EmbedMessage(
            new SessionId("s"),
            new MessageId("m"),
            Payload.EmbedMessage.hash("said"),
            Embedding.of(new float[] {1.5f, -0.25f})),
        new Payload.PostMessage(
            new SessionId("s`|["),
            new MessageId("m"),
            Role.TOOL,
            "grüße 😀",
            "author",
            -1_234L,
            "{\"n\":12345678901234567890}",
            null,
            new Payload.CreateMissing("t", null, "s")));
  }

  private static Event event(Payload payload) {
    return new Event(
        "0190", new UserId("nick|away[`]"), "key", 1_700_000_000_123_456L, "a", payload);
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void aRecordComesBackAsItWas(Payload payload) throws Exception {
    Event event = event(payload);
    byte[] bytes = encoder.encode(EventAvro.toAvro(event));
    assertThat(EventAvro.fromAvro(decoder.decode(bytes))).isEqualTo(event);
  }

  @Test
  void embeddingsComeBackAsTheyWere() throws Exception {
    float[] vector = {0.5f, -1e-30f, Float.MAX_VALUE};
    Payload.PostMessage post =
        new Payload.PostMessage(
            new SessionId("s"), new MessageId("m"), Role.USER, "c", null, null, null, vector, null);
    byte[] bytes = encoder.encode(EventAvro.toAvro(event(post)));
    Payload.PostMessage back =
        (Payload.PostMessage) EventAvro.fromAvro(decoder.decode(bytes)).payload();
    assertThat(back.embedding()).containsExactly(vector);
  }

  /** Header and body as Confluent documents them, the body written by Avro's generic writer. */
  @ParameterizedTest
  @MethodSource("payloads")
  void theBytesAreThoseOfTheWireFormat(Payload payload) throws IOException {
    byte[] bytes = encoder.encode(EventAvro.toAvro(event(payload)));
    assertThat(Arrays.copyOf(bytes, 5)).containsExactly(0, 0, 0, 0, SCHEMA.id());
    Schema schema = new Schema.Parser().parse(SCHEMA.schemaJson());
    byte[] body = Arrays.copyOfRange(bytes, 5, bytes.length);
    GenericRecord generic =
        new GenericDatumReader<GenericRecord>(schema)
            .read(null, DecoderFactory.get().binaryDecoder(body, null));
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    var out = EncoderFactory.get().binaryEncoder(again, null);
    new GenericDatumWriter<GenericRecord>(schema).write(generic, out);
    out.flush();
    assertThat(body).isEqualTo(again.toByteArray());
  }

  @Test
  void brokenBytesAreUndecodableAndNothingElse() throws Exception {
    byte[] whole =
        encoder.encode(EventAvro.toAvro(event(payloads().reduce((a, b) -> b).orElseThrow())));
    Random random = new Random(42);
    for (int round = 0; round < 20_000; round++) {
      byte[] broken = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      for (int flips = random.nextInt(4); flips >= 0 && broken.length > 0; flips--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      try {
        decoder.decode(broken);
      } catch (UndecodableRecord expected) {
        assertThat(expected).hasMessageNotContaining("null pointer");
      }
    }
  }

  @Test
  void anUnknownSchemaIsUndecodableAndAnUnreachableRegistryIsNot() {
    byte[] unknown = {0, 0, 0, 9, 9, 1};
    assertThatThrownBy(() -> decoder.decode(unknown)).isInstanceOf(UndecodableRecord.class);
    WireDecoder<EventRecord> cutOff =
        new WireDecoder<>(
            id -> {
              throw new IOException("no registry");
            },
            EventRecord.class);
    assertThatThrownBy(() -> cutOff.decode(unknown)).isInstanceOf(IOException.class);
    WireDecoder<EventRecord> empty = new WireDecoder<>(id -> Optional.empty(), EventRecord.class);
    assertThatThrownBy(() -> empty.decode(new byte[3])).isInstanceOf(UndecodableRecord.class);
  }
}
