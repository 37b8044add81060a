package io.chatlog.standalone.load;

/** Finds in a line what the loader needs to know; the server judges the rest. Thread-safe. */
@FunctionalInterface
public interface LineParser {
  /** Never fails: a line that is no JSON has no owner and is not repeatable. */
  MessageLine parse(long number, byte[] json);
}
