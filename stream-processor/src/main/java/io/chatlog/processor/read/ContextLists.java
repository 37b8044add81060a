package io.chatlog.processor.read;

import io.chatlog.error.ErrorCode;
import io.chatlog.processor.fold.ContextRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.store.Rows;
import io.chatlog.processor.store.Scans;
import io.chatlog.value.ContextId;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.ContextPage;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import io.chatlog.view.SavedContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Saved contexts: one, and those of a user or a session. */
final class ContextLists {
  /** How many are looked at for one page: those of soft-deleted sessions are passed over. */
  private static final int LOOKED_AT_MAX = 10_000;

  private ContextLists() {}

  static Lookup<SavedContext> context(Rows rows, UserId user, ContextId context) {
    if (rows.user(user) == null) {
      return new Lookup.Missing<>(ErrorCode.USER_NOT_FOUND);
    }
    ContextRow row = rows.context(user, context);
    return row == null || !isShown(rows, row.context(), new HashMap<>())
        ? new Lookup.Missing<>(ErrorCode.CONTEXT_NOT_FOUND)
        : new Lookup.Found<>(row.context());
  }

  static Lookup<ContextPage> page(PartitionHandle handle, Rows rows, Read.ListContexts list) {
    SessionId session = list.session();
    return session == null
        ? ReadSwitch.ofUser(rows, list.user(), _ -> shown(handle, rows, list))
        : ReadSwitch.ofSession(rows, list.user(), session, _ -> shown(handle, rows, list));
  }

  private static ContextPage shown(PartitionHandle handle, Rows rows, Read.ListContexts list) {
    List<SavedContext> shown = new ArrayList<>();
    Map<SessionId, Boolean> sessions = new HashMap<>();
    Long[] next = new Long[1];
    long[] last = new long[1];
    int[] looked = new int[1];
    Scans.contexts(
        handle,
        list.user(),
        list.session(),
        list.before(),
        (offset, id) -> {
          if (shown.size() == list.limit() || looked[0] == LOOKED_AT_MAX) {
            next[0] = last[0]; // there is one more, behind the last one looked at
            return false;
          }
          looked[0]++;
          last[0] = offset;
          ContextRow row = rows.context(list.user(), id);
          if (row != null && row.offset() == offset && isShown(rows, row.context(), sessions)) {
            shown.add(row.context());
          }
          return true;
        });
    return new ContextPage(shown, next[0]);
  }

  private static boolean isShown(
      Rows rows, SavedContext context, Map<SessionId, Boolean> sessions) {
    SessionId session = context.session();
    return session == null
        || sessions.computeIfAbsent(session, id -> isShown(rows.session(context.owner(), id)));
  }

  private static boolean isShown(@Nullable SessionRow session) {
    return session != null && session.session().status() != SessionStatus.DELETED;
  }
}
