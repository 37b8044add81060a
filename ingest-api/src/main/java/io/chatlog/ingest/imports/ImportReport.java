package io.chatlog.ingest.imports;

import io.chatlog.error.ErrorCode;
import io.chatlog.exchange.record.Failed;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of an import so far. Used by one thread.
 *
 * <p>A session or message is counted once it is decided: as imported, as a duplicate of one that is
 * there under its id, as skipped, or as failed. A message that is there and says something else
 * than the export does is skipped as a conflict. One that the log took and of which the decision is
 * not known is undecided.
 */
public final class ImportReport {
  /** Failures that are told one by one. */
  public static final int FAILED_TOLD_MAX = 100;

  /** Conflicts that are told one by one. */
  public static final int CONFLICTS_TOLD_MAX = 20;

  /** Why messages are skipped that are there with another content. */
  public static final String CONFLICT = ErrorCode.ID_CONFLICT.wireName();

  private static final int TEXT_CHARS_MAX = 300;

  private final SortedMap<String, Long> skipped = new TreeMap<>();
  private final List<Failed> failed = new ArrayList<>();
  private final List<Conflict> conflicts = new ArrayList<>();
  private final SortedMap<Integer, Long> positions = new TreeMap<>();
  private boolean userCreated;
  private long sessions;
  private long messages;
  private long duplicateSessions;
  private long duplicateMessages;
  private long failedCount;
  private long undecided;
  private long passedOver;
  private @Nullable Stop stop;

  /** Why an import ended before its end. */
  public record Stop(ErrorCode code, String detail) {}

  /** A message that is there and says something else than the export does. */
  public record Conflict(SessionId session, String message) {}

  void userCreated() {
    userCreated = true;
  }

  void session(boolean duplicate) {
    if (duplicate) {
      duplicateSessions++;
    } else {
      sessions++;
    }
  }

  void message(boolean duplicate) {
    if (duplicate) {
      duplicateMessages++;
    } else {
      messages++;
    }
  }

  void skipped(String reason) {
    skipped.merge(reason, 1L, Long::sum);
  }

  /** A message of the export is not written, because of what is there. */
  void passedOver(String reason) {
    passedOver++;
    skipped(reason);
  }

  /** One is there with another content. */
  void conflict(Conflict conflict) {
    passedOver(CONFLICT);
    if (conflicts.size() < CONFLICTS_TOLD_MAX) {
      conflicts.add(conflict);
    }
  }

  void failed(Failed fault) {
    failedCount++;
    if (failed.size() < FAILED_TOLD_MAX) {
      failed.add(
          new Failed(
              cut(fault.conversation()),
              cut(fault.message()),
              shown(fault.where()),
              fault.code(),
              shown(fault.detail())));
    }
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null ? null : shown(text);
  }

  /** A hundred failures must not make an answer that nobody reads. */
  private static String shown(String text) {
    if (text.length() <= TEXT_CHARS_MAX) {
      return text;
    }
    int end =
        Character.isHighSurrogate(text.charAt(TEXT_CHARS_MAX - 1))
            ? TEXT_CHARS_MAX - 1
            : TEXT_CHARS_MAX;
    return text.substring(0, end) + "…";
  }

  void undecided(long count) {
    undecided += count;
  }

  void reached(Position position) {
    positions.merge(position.partition(), position.offset(), Math::max);
  }

  void stopped(ErrorCode code, String detail) {
    stop = new Stop(code, detail);
  }

  /** Whether the user came into being with it. */
  public boolean isUserCreated() {
    return userCreated;
  }

  /** Sessions that came into being. */
  public long sessions() {
    return sessions;
  }

  /** Messages that came into being. */
  public long messages() {
    return messages;
  }

  /** Sessions that were there before. */
  public long duplicateSessions() {
    return duplicateSessions;
  }

  /** Messages that were there before. */
  public long duplicateMessages() {
    return duplicateMessages;
  }

  /** What was left out on purpose, by reason. */
  public SortedMap<String, Long> skipped() {
    return skipped;
  }

  /** The first messages that are there with another content. */
  public List<Conflict> conflicts() {
    return conflicts;
  }

  /** The first failures. */
  public List<Failed> failed() {
    return failed;
  }

  /** All failures. */
  public long failedCount() {
    return failedCount;
  }

  /** Records that the log has, or may have, and of which the decision is not known. */
  public long undecided() {
    return undecided;
  }

  /** Messages that are settled, whatever became of them. */
  public long settled() {
    return messages + duplicateMessages + passedOver + failedCount;
  }

  /** Why it ended early; null where it did not. */
  public @Nullable Stop stop() {
    return stop;
  }

  /** Whether anything of it may be on the log. */
  public boolean isAnythingWritten() {
    return !positions.isEmpty() || undecided > 0;
  }

  /** The highest position of each partition. */
  public Positions positions() {
    return new Positions(positions);
  }
}
