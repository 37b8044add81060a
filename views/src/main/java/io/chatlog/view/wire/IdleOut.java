package io.chatlog.view.wire;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An {@link Out} that was grown before, for who writes one value and copies its bytes: an event
 * writes eight rows. One is kept; who comes while it is lent makes another.
 */
final class IdleOut {
  private static final int KEPT_BYTES_MAX = 1 << 16;
  private static final AtomicReference<@Nullable Out> IDLE = new AtomicReference<>();

  private IdleOut() {}

  static Out take() {
    Out idle = IDLE.getAndSet(null);
    return idle == null ? new Out() : idle.clear();
  }

  static void give(Out out) {
    if (out.size() <= KEPT_BYTES_MAX) {
      IDLE.set(out);
    }
  }
}
