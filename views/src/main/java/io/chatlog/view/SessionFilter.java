package io.chatlog.view;

import io.chatlog.json.JsonLeaves;
import io.chatlog.json.JsonNumbers;
import io.chatlog.value.SessionStatus;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions are listed.
 *
 * @param statuses only these; empty for all but deleted ones
 * @param channels only these; empty for all
 * @param sources only these; empty for all
 * @param tags only sessions with all of these; empty for all
 * @param metadata only sessions with all of these; empty for all
 * @param externalIds only these; empty for all
 * @param sinceMicros only those active at this time or later; {@link Long#MIN_VALUE} for all
 * @param untilMicros only those last active before; {@link Long#MAX_VALUE} for all
 */
public record SessionFilter(
    Set<SessionStatus> statuses,
    Set<String> channels,
    Set<String> sources,
    Set<String> tags,
    Set<Metadata> metadata,
    Set<String> externalIds,
    long sinceMicros,
    long untilMicros) {
  /** Every session that is not deleted. */
  public static final SessionFilter LIVE =
      new SessionFilter(
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Long.MIN_VALUE,
          Long.MAX_VALUE);

  public SessionFilter {
    statuses = Set.copyOf(statuses);
    channels = Set.copyOf(channels);
    sources = Set.copyOf(sources);
    tags = Set.copyOf(tags);
    metadata = Set.copyOf(metadata);
    externalIds = Set.copyOf(externalIds);
  }

  /**
   * A value that the metadata must hold: a string or a truth value by its characters, a number by
   * its value.
   *
   * @param path the names on the way to it with dots between them
   * @param text see {@link JsonLeaves.Visitor#leaf}
   */
  public record Metadata(String path, String text) {
    /** Whether a metadata object holds all that is wanted; nothing wanted is held by any. */
    static boolean allIn(String json, Set<Metadata> wanted) {
      if (wanted.isEmpty()) {
        return true;
      }
      Set<Metadata> missing = new HashSet<>(wanted);
      JsonLeaves.visit(
          json, (path, text, number) -> missing.removeIf(one -> one.is(path, text, number)));
      return missing.isEmpty();
    }

    private boolean is(String otherPath, String otherText, boolean number) {
      if (!path.equals(otherPath)) {
        return false;
      }
      return text.equals(otherText)
          || (number
              && number() != null
              && Objects.equals(number(), JsonNumbers.canonical(otherText)));
    }

    /** What all texts of the number have in common; null when it is none. */
    public @Nullable String number() {
      return JsonNumbers.canonical(text);
    }
  }

  /** Whether a session is listed, times aside. */
  public boolean admits(Session session) {
    boolean status =
        statuses.isEmpty()
            ? session.status() != SessionStatus.DELETED
            : statuses.contains(session.status());
    return status
        && (channels.isEmpty() || channels.contains(session.channel()))
        && (sources.isEmpty() || (session.source() != null && sources.contains(session.source())))
        && (externalIds.isEmpty()
            || (session.externalId() != null && externalIds.contains(session.externalId())))
        && session.tags().containsAll(tags)
        && Metadata.allIn(session.metadataJson(), metadata);
  }

  /** Whether sessions of a last activity are listed. */
  public boolean admits(long activityMicros) {
    return activityMicros >= sinceMicros && activityMicros < untilMicros;
  }

  /** Whether the only thing asked of a session is its status. */
  public boolean isOfStatusOnly() {
    return channels.isEmpty()
        && sources.isEmpty()
        && tags.isEmpty()
        && metadata.isEmpty()
        && externalIds.isEmpty()
        && sinceMicros == Long.MIN_VALUE
        && untilMicros == Long.MAX_VALUE;
  }
}
