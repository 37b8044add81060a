package io.chatlog.keeper.backup;

import io.chatlog.error.ErrorCode;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a restore came to.
 *
 * @param restored what was not there and is now
 * @param present what was there and stayed as it was
 * @param failed what could not be restored
 * @param faults why, and what was restored otherwise than it was; the first {@value
 *     Tally#FAULTS_MAX}
 * @param reached where the last event of each partition stands
 */
public record Restored(
    Counts restored, Counts present, Counts failed, List<Fault> faults, Positions reached) {
  public Restored {
    faults = List.copyOf(faults);
  }

  /**
   * A single fault.
   *
   * @param id of the entity
   * @param user whose it is; null for what belongs to no user
   */
  public record Fault(Kind kind, String id, @Nullable UserId user, ErrorCode code, String detail) {}
}
