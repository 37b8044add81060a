package io.chatlog.view;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is made of all that a search finds.
 *
 * @param order what comes first
 * @param group of each group only its first hit is told, with how many there are; null to tell all
 * @param facets what else is counted of all that is found
 */
public record SearchShape(Order order, @Nullable Group group, Set<Facet> facets) {
  /** Every hit, the most relevant first. */
  public static final SearchShape PLAIN = new SearchShape(Order.RELEVANCE, null, Set.of());

  public SearchShape {
    facets = Set.copyOf(facets);
  }

  /** Whether every hit has to be looked at, not only the first ones: to group or to count them. */
  public boolean countsHits() {
    return group != null || !facets.isEmpty();
  }

  /** What comes first. */
  public enum Order {
    /** What has the highest score. */
    RELEVANCE,
    /** What is newest. */
    TIME
  }

  /** What hits have in common. */
  public enum Group {
    /** Their owner. */
    USER,
    /** Their session. */
    SESSION
  }

  /** What hits are counted by. */
  public enum Facet {
    /** The role of messages. */
    ROLE,
    /** The channel of their session. */
    CHANNEL,
    /** Each tag of their session. */
    TAG,
    /** The day of their timestamp, in UTC. */
    DAY
  }
}
