package io.chatlog.processor.store;

import io.chatlog.processor.fold.AuthoredRow;
import io.chatlog.processor.fold.InsightRow;
import io.chatlog.processor.fold.PanelMessageRow;
import io.chatlog.processor.fold.PanelRow;
import io.chatlog.processor.fold.PanelState;
import io.chatlog.processor.fold.PersonaRow;
import io.chatlog.processor.fold.TimeSpan;
import io.chatlog.value.InsightId;
import io.chatlog.value.MessageId;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import io.chatlog.value.UserId;
import io.chatlog.view.wire.Codec;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Rows of personas and panels by key, decoded. As thread-safe as the look-up it is given. */
final class PanelRows implements PanelState {
  private final RowSource source;

  PanelRows(RowSource source) {
    this.source = source;
  }

  @Override
  public @Nullable PersonaRow persona(PersonaId persona) {
    return row(PanelKeys.persona(persona), PanelRowCodecs.PERSONA);
  }

  @Override
  public @Nullable PanelRow panel(PanelId panel) {
    return row(PanelKeys.panel(panel), PanelRowCodecs.PANEL);
  }

  @Override
  public @Nullable PanelMessageRow message(PanelId panel, MessageId message) {
    byte[] seq = source.get(PanelKeys.messageSeq(panel, message));
    return seq == null
        ? null
        : row(PanelKeys.message(panel, RowCodecs.number(seq)), PanelRowCodecs.MESSAGE);
  }

  @Override
  public @Nullable InsightRow insight(PanelId panel, InsightId insight) {
    byte[] seq = source.get(PanelKeys.insightSeq(panel, insight));
    return seq == null
        ? null
        : row(PanelKeys.insight(panel, RowCodecs.number(seq)), PanelRowCodecs.INSIGHT);
  }

  @Override
  public TimeSpan spoken(
      PanelId panel, @Nullable PersonaId persona, long exceptMicros, long exceptSeq) {
    Bytes prefix = PanelKeys.spoken(panel, persona);
    Bytes except = PanelKeys.spokenAt(panel, persona, exceptMicros, exceptSeq);
    Long first = time(prefix, except, false);
    return first == null ? TimeSpan.NONE : new TimeSpan(first, time(prefix, except, true));
  }

  private @Nullable Long time(Bytes prefix, Bytes except, boolean last) {
    Long[] found = new Long[1];
    source.scan(
        prefix,
        Keys.end(prefix),
        last,
        (key, value) -> {
          if (!key.equals(except)) {
            found[0] = PanelKeys.timeIn(key);
          }
          return found[0] == null;
        });
    return found[0];
  }

  @Override
  public @Nullable AuthoredRow authored(UserId owner, long offset) {
    return row(PanelKeys.authored(owner, offset), PanelRowCodecs.AUTHORED);
  }

  private <T> @Nullable T row(Bytes key, Codec<T> codec) {
    byte[] bytes = source.get(key);
    return bytes == null ? null : codec.decode(bytes);
  }
}
