package io.chatlog.processor.store;

import io.chatlog.processor.fold.ContextRow;
import io.chatlog.value.ContextId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.SavedContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Compares the rows of contexts with those that they are listed by. */
final class ContextRecount {
  private final RowSource source;
  private final Rows rows;
  private final LinkedRows linked;

  ContextRecount(RowSource rows, Runnable tick) {
    this.source = rows;
    this.rows = new Rows(rows);
    this.linked = new LinkedRows(rows, tick);
  }

  /** The first difference. */
  Optional<RowDifference> run() {
    linked.each(Keys.CONTEXT, (key, value) -> context(key, RowCodecs.CONTEXT.decode(value)));
    linked.each(Keys.CONTEXT_OF_USER, (key, value) -> listed(key, value, false));
    linked.each(Keys.CONTEXT_OF_SESSION, (key, value) -> listed(key, value, true));
    return linked.first();
  }

  private void context(Bytes key, ContextRow row) {
    SavedContext context = row.context();
    UserId owner = context.owner();
    SessionId session = context.session();
    byte[] id = RowCodecs.text(context.id().value());
    linked.present(Keys.contextOfUser(owner, row.offset()), id);
    if (session != null) {
      linked.present(Keys.contextOfSession(owner, session, row.offset()), id);
      linked.onlyIf(
          source.get(Keys.session(owner, session)) != null, key, "a context without its session");
    }
  }

  private void listed(Bytes key, byte[] value, boolean ofSession) {
    String[] ids =
        new String(key.get(), 1, key.get().length - 1, StandardCharsets.UTF_8).split("\0");
    ContextRow row = rows.context(new UserId(ids[0]), new ContextId(RowCodecs.text(value)));
    @Nullable SessionId session = row == null ? null : row.context().session();
    linked.onlyIf(
        row != null
            && row.offset() == Keys.contextOffset(key)
            && (!ofSession || (session != null && session.value().equals(ids[1]))),
        key,
        "the place of no context");
  }
}
