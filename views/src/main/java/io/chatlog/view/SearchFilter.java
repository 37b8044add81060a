package io.chatlog.view;

import io.chatlog.value.Positions;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import java.util.Set;

/**
 * What may be found, whatever it says.
 *
 * @param types only these; empty for messages and documents
 * @param sessions only these; empty for all
 * @param roles only messages of these; empty for all, and for documents and sessions, which have
 *     none
 * @param channels only sessions of these channels; empty for all
 * @param sources only sessions of these sources; empty for all
 * @param tags only sessions with all of these; empty for all
 * @param metadata only what has all of these in its own metadata; empty for all
 * @param sinceMicros only with this timestamp or a later one
 * @param untilMicros only with an earlier timestamp
 * @param asOf only what the log had up to there, and nothing of partitions that it does not name,
 *     where the query is {@linkplain SearchQuery#isBounded bounded}, and messages that were edited
 *     behind it by what they said; {@link Positions#NONE} for all that there is
 */
public record SearchFilter(
    Set<SearchType> types,
    Set<SessionId> sessions,
    Set<Role> roles,
    Set<String> channels,
    Set<String> sources,
    Set<String> tags,
    Set<SessionFilter.Metadata> metadata,
    long sinceMicros,
    long untilMicros,
    Positions asOf) {
  /** Everything. */
  public static final SearchFilter ALL =
      new SearchFilter(
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Long.MIN_VALUE,
          Long.MAX_VALUE);

  public SearchFilter {
    types = Set.copyOf(types);
    sessions = Set.copyOf(sessions);
    roles = Set.copyOf(roles);
    channels = Set.copyOf(channels);
    sources = Set.copyOf(sources);
    tags = Set.copyOf(tags);
    metadata = Set.copyOf(metadata);
  }

  /** Of all that there is. */
  public SearchFilter(
      Set<SearchType> types,
      Set<SessionId> sessions,
      Set<Role> roles,
      Set<String> channels,
      Set<String> sources,
      Set<String> tags,
      Set<SessionFilter.Metadata> metadata,
      long sinceMicros,
      long untilMicros) {
    this(
        types,
        sessions,
        roles,
        channels,
        sources,
        tags,
        metadata,
        sinceMicros,
        untilMicros,
        Positions.NONE);
  }

  /** The same, of what the log had up to a position. */
  public SearchFilter asOf(Positions positions) {
    return new SearchFilter(
        types,
        sessions,
        roles,
        channels,
        sources,
        tags,
        metadata,
        sinceMicros,
        untilMicros,
        positions);
  }

  /** Whether only what the log had up to a position is wanted. */
  public boolean isAsOf() {
    return !asOf.offsets().isEmpty();
  }

  /** Whether what a partition got at an offset is old enough. */
  public boolean admits(int partition, long logOffset) {
    return !isAsOf() || logOffset <= lastOffset(partition);
  }

  /** The last offset of a partition that is old enough; before the first where none is. */
  public long lastOffset(int partition) {
    return isAsOf() ? asOf.offset(partition).orElse(Positions.NOTHING) : Long.MAX_VALUE;
  }

  /** Whether things of a type are wanted. */
  public boolean wants(SearchType type) {
    return types.isEmpty() ? type != SearchType.SESSION : types.contains(type);
  }

  /** Whether anything of a session is wanted, soft-deleted or not. */
  public boolean admits(Session session) {
    return admits(sessions, session.id())
        && admits(channels, session.channel())
        && (sources.isEmpty() || (session.source() != null && sources.contains(session.source())))
        && session.tags().containsAll(tags);
  }

  /** Whether a session of which anything is wanted is, too. */
  public boolean admitsItself(Session session) {
    return wants(SearchType.SESSION)
        && roles.isEmpty()
        && admits(session.createdAtMicros(), session.metadataJson());
  }

  /** Whether a message of a session that is wanted is. */
  public boolean admits(Message message) {
    return wants(SearchType.MESSAGE)
        && admits(roles, message.role())
        && admits(message.timestampMicros(), message.metadataJson());
  }

  /** Whether a document of a session that is wanted is. */
  public boolean admits(Document document) {
    return wants(SearchType.DOCUMENT)
        && roles.isEmpty()
        && admits(document.uploadedAtMicros(), document.metadataJson());
  }

  private boolean admits(long timestampMicros, String metadataJson) {
    return timestampMicros >= sinceMicros
        && timestampMicros < untilMicros
        && SessionFilter.Metadata.allIn(metadataJson, metadata);
  }

  private static <T> boolean admits(Set<T> wanted, T present) {
    return wanted.isEmpty() || wanted.contains(present);
  }
}
