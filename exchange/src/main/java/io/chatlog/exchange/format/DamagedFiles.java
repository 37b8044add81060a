package io.chatlog.exchange.format;

import io.chatlog.exchange.record.Failed;
import io.chatlog.exchange.record.Records;
import io.chatlog.exchange.record.UnreadableException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files of an archive that cannot be read. They are found when it is read for the first time,
 * and passed over and told whenever it is read again: nothing of such a file is taken, also where
 * only its end is damaged. Not thread-safe.
 */
final class DamagedFiles {
  /** Files of one archive: one with more of them is damaged as a whole. */
  static final int FILES_MAX = 10_000;

  private final boolean archive;
  private final Map<String, Failed> byName = new LinkedHashMap<>();
  private boolean complete;

  /**
   * @param archive whether there are other files beside one that is damaged
   */
  DamagedFiles(boolean archive) {
    this.archive = archive;
  }

  /**
   * A file turned out to be damaged.
   *
   * @throws UnreadableException when that ends the reading: it is the only file, a limit of the
   *     whole is reached, or all damaged ones were known already
   */
  void add(String name, UnreadableException fault) throws UnreadableException {
    if (!archive || complete || fault.isBeyondLimit()) {
      throw Place.fault(name, fault);
    }
    byName.putIfAbsent(
        name, new Failed(null, null, Place.shown(name), fault.code(), fault.detail()));
    if (byName.size() > FILES_MAX) {
      throw UnreadableException.beyondLimit(
          "more than " + FILES_MAX + " files cannot be read, " + first());
    }
  }

  /** All of it was read: from now on a fault is one of this machine. */
  void complete() {
    complete = true;
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  boolean isEmpty() {
    return byName.isEmpty();
  }

  int count() {
    return byName.size();
  }

  /** What is wrong with an archive of which nothing can be read; there must be a damaged file. */
  UnreadableException refusal() {
    Failed first = byName.values().iterator().next();
    return new UnreadableException(first.code(), first());
  }

  private String first() {
    Failed first = byName.values().iterator().next();
    int more = byName.size() - 1;
    return first.where()
        + ": "
        + first.detail()
        + (more == 0 ? "" : "; and " + more + " more that cannot be read");
  }

  /** Tells each. */
  void tell(Records records) {
    byName.values().forEach(records::failed);
  }
}
