package io.chatlog.view;

import io.chatlog.value.PasswordHash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of a user, for exports and backups. No client sees the hash.
 *
 * @param passwordHash null for a user without a password
 * @param fingerprint of what had created it
 */
public record KeptUser(User user, @Nullable PasswordHash passwordHash, long fingerprint) {
  /**
   * Users of a partition, by id.
   *
   * @param more whether there are others behind them
   */
  public record Page(List<KeptUser> items, boolean more) {
    public Page {
      items = List.copyOf(items);
    }
  }
}
