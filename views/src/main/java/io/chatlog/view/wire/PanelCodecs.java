package io.chatlog.view.wire;

import static io.chatlog.view.wire.EntityCodecs.MESSAGE_ID;
import static io.chatlog.view.wire.EntityCodecs.ROLE;
import static io.chatlog.view.wire.EntityCodecs.TEXT;
import static io.chatlog.view.wire.EntityCodecs.USER_ID;

import io.chatlog.value.ContextId;
import io.chatlog.value.DocumentId;
import io.chatlog.value.InsightId;
import io.chatlog.value.InsightType;
import io.chatlog.value.MessageId;
import io.chatlog.value.PanelId;
import io.chatlog.value.PanelType;
import io.chatlog.value.PersonaId;
import io.chatlog.value.SessionId;
import io.chatlog.view.Contribution;
import io.chatlog.view.IdPage;
import io.chatlog.view.Insight;
import io.chatlog.view.InsightCounts;
import io.chatlog.view.Panel;
import io.chatlog.view.PanelMessage;
import io.chatlog.view.PanelPost;
import io.chatlog.view.PanelStats;
import io.chatlog.view.Persona;
import io.chatlog.view.SeqPage;
import io.chatlog.view.SeqRange;
import io.chatlog.view.Subject;

/** Personas, panels and what is said in them: rows of the store, and items of pages. */
public final class PanelCodecs {
  private static final int OF_PERSONA = 0;
  private static final int OF_PANEL = 1;
  private static final int OF_PANEL_MESSAGE = 2;
  private static final int OF_INSIGHT = 3;
  private static final int OF_CONTEXT = 20;
  private static final int OF_DOCUMENT = 21;
  private static final int PANEL_TYPES = PanelType.values().length;
  private static final int INSIGHT_TYPES = InsightType.values().length;

  /** Ids of personas. */
  public static final Codec<PersonaId> PERSONA_ID =
      Codec.of((id, out) -> out.writeString(id.value()), in -> new PersonaId(in.readString()));

  /** Ids of panels. */
  public static final Codec<PanelId> PANEL_ID =
      Codec.of((id, out) -> out.writeString(id.value()), in -> new PanelId(in.readString()));

  /** Ids of insights. */
  public static final Codec<InsightId> INSIGHT_ID =
      Codec.of((id, out) -> out.writeString(id.value()), in -> new InsightId(in.readString()));

  /** Types of insights, by their numbers. */
  public static final Codec<InsightType> INSIGHT_TYPE =
      Codec.of(
          (type, out) -> out.writeByte(type.ordinal()),
          in -> InsightType.ofOrdinal(ordinal(in, INSIGHT_TYPES)));

  /** What else writes are about. */
  public static final Codec<Subject> SUBJECT =
      Codec.of(
          (subject, out) -> {
            switch (subject) {
              case Subject.OfDocument(SessionId session, DocumentId document) -> {
                EntityCodecs.SESSION_ID.write(session, out.writeByte(OF_DOCUMENT));
                EntityCodecs.DOCUMENT_ID.write(document, out);
              }
              case Subject.OfContext(ContextId context) ->
                  ContextCodecs.CONTEXT_ID.write(context, out.writeByte(OF_CONTEXT));
              case Subject.OfPersona(PersonaId persona) ->
                  PERSONA_ID.write(persona, out.writeByte(OF_PERSONA));
              case Subject.OfPanel(PanelId panel) -> PANEL_ID.write(panel, out.writeByte(OF_PANEL));
              case Subject.OfPanelMessage(PanelId panel, MessageId message) -> {
                PANEL_ID.write(panel, out.writeByte(OF_PANEL_MESSAGE));
                MESSAGE_ID.write(message, out);
              }
              case Subject.OfInsight(PanelId panel, InsightId insight) -> {
                PANEL_ID.write(panel, out.writeByte(OF_INSIGHT));
                INSIGHT_ID.write(insight, out);
              }
            }
          },
          in ->
              switch (in.readByte()) {
                case OF_DOCUMENT ->
                    new Subject.OfDocument(
                        EntityCodecs.SESSION_ID.read(in), EntityCodecs.DOCUMENT_ID.read(in));
                case OF_CONTEXT -> new Subject.OfContext(ContextCodecs.CONTEXT_ID.read(in));
                case OF_PERSONA -> new Subject.OfPersona(PERSONA_ID.read(in));
                case OF_PANEL -> new Subject.OfPanel(PANEL_ID.read(in));
                case OF_PANEL_MESSAGE ->
                    new Subject.OfPanelMessage(PANEL_ID.read(in), MESSAGE_ID.read(in));
                case OF_INSIGHT -> new Subject.OfInsight(PANEL_ID.read(in), INSIGHT_ID.read(in));
                default -> throw new BrokenWire("not a subject");
              });

  /** Personas. */
  public static final Codec<Persona> PERSONA =
      Codec.of(
          (persona, out) ->
              out.writeString(persona.id().value())
                  .writeString(persona.name())
                  .writeNullableString(persona.description())
                  .writeList(persona.traits(), TEXT)
                  .writeList(persona.expertise(), TEXT)
                  .writeString(persona.styleJson())
                  .writeNullable(persona.ownerId(), USER_ID)
                  .writeString(persona.metadataJson())
                  .writeLong(persona.createdAtMicros())
                  .writeLong(persona.updatedAtMicros())
                  .writeLong(persona.version()),
          in ->
              new Persona(
                  PERSONA_ID.read(in),
                  in.readString(),
                  in.readNullableString(),
                  in.readList(TEXT),
                  in.readList(TEXT),
                  in.readString(),
                  in.readNullable(USER_ID),
                  in.readString(),
                  in.readLong(),
                  in.readLong(),
                  in.readLong()));

  /** Panels. */
  public static final Codec<Panel> PANEL =
      Codec.of(
          (panel, out) ->
              out.writeString(panel.id().value())
                  .writeString(panel.title())
                  .writeByte(panel.type().ordinal())
                  .writeList(panel.personas(), PERSONA_ID)
                  .writeString(panel.configJson())
                  .writeString(panel.metadataJson())
                  .writeLong(panel.createdAtMicros())
                  .writeLong(panel.updatedAtMicros())
                  .writeNullableLong(panel.lastMessageAtMicros())
                  .writeLong(panel.messageCount())
                  .writeLong(panel.version()),
          in ->
              new Panel(
                  PANEL_ID.read(in),
                  in.readString(),
                  PanelType.ofOrdinal(ordinal(in, PANEL_TYPES)),
                  in.readList(PERSONA_ID),
                  in.readString(),
                  in.readString(),
                  in.readLong(),
                  in.readLong(),
                  in.readNullableLong(),
                  in.readLong(),
                  in.readLong()));

  /** Messages of panels. */
  public static final Codec<PanelMessage> MESSAGE =
      Codec.of(
          (message, out) -> {
            out.writeString(message.id().value())
                .writeString(message.panel().value())
                .writeLong(message.seq());
            ROLE.write(message.role(), out);
            out.writeString(message.content())
                .writeNullable(message.persona(), PERSONA_ID)
                .writeNullable(message.responseTo(), MESSAGE_ID)
                .writeNullableString(message.authorId())
                .writeLong(message.timestampMicros())
                .writeLong(message.receivedAtMicros())
                .writeString(message.metadataJson())
                .writeLong(message.version());
          },
          in ->
              new PanelMessage(
                  MESSAGE_ID.read(in),
                  PANEL_ID.read(in),
                  in.readLong(),
                  ROLE.read(in),
                  in.readString(),
                  in.readNullable(PERSONA_ID),
                  in.readNullable(MESSAGE_ID),
                  in.readNullableString(),
                  in.readLong(),
                  in.readLong(),
                  in.readString(),
                  in.readLong()));

  /** Events that name a user of another partition. */
  public static final Codec<PanelPost> POST =
      Codec.of(
          (post, out) -> {
            USER_ID.write(post.owner(), out);
            out.writeNullable(post.panel(), PANEL_ID)
                .writeNullable(post.message(), MESSAGE_ID)
                .writeLong(post.offset());
          },
          in ->
              new PanelPost(
                  USER_ID.read(in),
                  in.readNullable(PANEL_ID),
                  in.readNullable(MESSAGE_ID),
                  in.readLong()));

  /** Insights. */
  public static final Codec<Insight> INSIGHT =
      Codec.of(
          (insight, out) ->
              out.writeString(insight.id().value())
                  .writeString(insight.panel().value())
                  .writeLong(insight.seq())
                  .writeByte(insight.type().ordinal())
                  .writeString(insight.content())
                  .writeList(insight.supportingMessages(), MESSAGE_ID)
                  .writeLong(insight.createdAtMicros())
                  .writeLong(insight.version()),
          in ->
              new Insight(
                  INSIGHT_ID.read(in),
                  PANEL_ID.read(in),
                  in.readLong(),
                  INSIGHT_TYPE.read(in),
                  in.readString(),
                  in.readList(MESSAGE_ID),
                  in.readLong(),
                  in.readLong()));

  private static final Codec<Contribution> CONTRIBUTION =
      Codec.of(
          (each, out) ->
              out.writeNullable(each.persona(), PERSONA_ID)
                  .writeLong(each.messages())
                  .writeLong(each.characters())
                  .writeLong(each.responses())
                  .writeNullableLong(each.firstAtMicros())
                  .writeNullableLong(each.lastAtMicros()),
          in ->
              new Contribution(
                  in.readNullable(PERSONA_ID),
                  in.readLong(),
                  in.readLong(),
                  in.readLong(),
                  in.readNullableLong(),
                  in.readNullableLong()));

  /** Statistics of panels. */
  public static final Codec<PanelStats> STATS =
      Codec.of(
          (stats, out) -> {
            out.writeList(stats.contributions(), CONTRIBUTION.framed());
            StatsCodecs.ROLE_COUNTS.write(stats.messages(), out);
            out.writeLong(stats.insights().conclusion())
                .writeLong(stats.insights().analysis())
                .writeLong(stats.insights().summary())
                .writeLong(stats.insights().recommendation());
          },
          in ->
              new PanelStats(
                  in.readList(CONTRIBUTION.framed()),
                  StatsCodecs.ROLE_COUNTS.read(in),
                  new InsightCounts(in.readLong(), in.readLong(), in.readLong(), in.readLong())));

  /** Parts of numbered lists. */
  public static final Codec<SeqRange> RANGE =
      Codec.of(
          (range, out) ->
              out.writeLong(range.afterSeq())
                  .writeLong(range.beforeSeq())
                  .writeBoolean(range.newestFirst())
                  .writeInt(range.offset())
                  .writeInt(range.limit()),
          in ->
              new SeqRange(
                  in.readLong(), in.readLong(), in.readBoolean(), in.readInt(), in.readInt()));

  private PanelCodecs() {}

  /** Pages of items in the order of their ids; every item stands in a frame. */
  public static <T> Codec<IdPage<T>> pageById(Codec<T> item) {
    return Codec.of(
        (page, out) -> out.writeList(page.items(), item.framed()).writeBoolean(page.more()),
        in -> new IdPage<>(in.readList(item.framed()), in.readBoolean()));
  }

  /** Pages of numbered items; every item stands in a frame. */
  public static <T> Codec<SeqPage<T>> pageBySeq(Codec<T> item) {
    return Codec.of(
        (page, out) -> out.writeList(page.items(), item.framed()).writeNullableLong(page.next()),
        in -> new SeqPage<>(in.readList(item.framed()), in.readNullableLong()));
  }

  private static int ordinal(In in, int count) {
    int ordinal = in.readByte();
    if (ordinal < 0 || ordinal >= count) {
      throw new BrokenWire("no constant has the number " + ordinal);
    }
    return ordinal;
  }
}
