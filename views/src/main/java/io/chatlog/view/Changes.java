package io.chatlog.view;

import io.chatlog.value.UserId;
import java.util.List;

/**
 * Whose data changed in a partition, as far as its owner remembers.
 *
 * @param upTo every change up to this offset is told of, and perhaps later ones; -1 when the
 *     partition holds no event
 * @param anyone whether it may have been anyone, because the owner does not remember that far back;
 *     then {@code owners} says nothing
 * @param owners {@link #hash} of each user with a change, each once, in no order; at most {@value
 *     #OWNERS_MAX}
 */
public record Changes(long upTo, boolean anyone, List<Integer> owners) {
  /** The most users of one answer; more of them are anyone. */
  public static final int OWNERS_MAX = 4_096;

  public Changes {
    owners = anyone ? List.of() : List.copyOf(owners);
  }

  /** Anyone may have changed. */
  public static Changes ofAnyone(long upTo) {
    return new Changes(upTo, true, List.of());
  }

  /** What stands for a user, the same in every process; two users may share one. */
  public static int hash(UserId user) {
    return user.value().hashCode(); // the Java language says how it is computed
  }
}
