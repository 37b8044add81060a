package io.chatlog.view.wire;

import static io.chatlog.view.wire.EntityCodecs.SESSION_ID;
import static io.chatlog.view.wire.EntityCodecs.TEXT;
import static io.chatlog.view.wire.EntityCodecs.USER_ID;

import io.chatlog.value.ContextId;
import io.chatlog.value.MessageSpan;
import io.chatlog.view.ContextPage;
import io.chatlog.view.SavedContext;

/** Saved contexts: rows of the store, and items of pages. */
public final class ContextCodecs {
  /** Ids of contexts. */
  public static final Codec<ContextId> CONTEXT_ID =
      Codec.of((id, out) -> out.writeString(id.value()), in -> new ContextId(in.readString()));

  private static final Codec<Double> DECIMAL =
      Codec.of((value, out) -> out.writeDouble(value), In::readDouble);

  private static final Codec<Boolean> TRUTH =
      Codec.of((value, out) -> out.writeBoolean(value), In::readBoolean);

  private static final Codec<MessageSpan> SPAN =
      Codec.of(
          (span, out) ->
              out.writeLong(span.fromSeq())
                  .writeLong(span.toSeq())
                  .writeNullableLong(span.messageCount())
                  .writeNullable(span.complete(), TRUTH),
          in ->
              new MessageSpan(
                  in.readLong(), in.readLong(), in.readNullableLong(), in.readNullable(TRUTH)));

  /** Saved contexts. */
  public static final Codec<SavedContext> CONTEXT =
      Codec.of(
          (context, out) ->
              out.writeString(context.id().value())
                  .writeString(context.owner().value())
                  .writeNullable(context.session(), SESSION_ID)
                  .writeNullableString(context.title())
                  .writeString(context.summary())
                  .writeList(context.keyPoints(), TEXT)
                  .writeString(context.entitiesJson())
                  .writeNullable(context.confidence(), DECIMAL)
                  .writeNullable(context.range(), SPAN)
                  .writeString(context.metadataJson())
                  .writeLong(context.createdAtMicros()),
          in ->
              new SavedContext(
                  CONTEXT_ID.read(in),
                  USER_ID.read(in),
                  in.readNullable(SESSION_ID),
                  in.readNullableString(),
                  in.readString(),
                  in.readList(TEXT),
                  in.readString(),
                  in.readNullable(DECIMAL),
                  in.readNullable(SPAN),
                  in.readString(),
                  in.readLong()));

  /** Pages of contexts. */
  public static final Codec<ContextPage> PAGE =
      Codec.of(
          (page, out) ->
              out.writeList(page.items(), CONTEXT.framed()).writeNullableLong(page.next()),
          in -> new ContextPage(in.readList(CONTEXT.framed()), in.readNullableLong()));

  private ContextCodecs() {}
}
