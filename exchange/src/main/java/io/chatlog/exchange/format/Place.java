package io.chatlog.exchange.format;

import io.chatlog.exchange.record.UnreadableException;

/** Where in an export something stands, in words for whoever has to look for it. */
record Place(String file) {
  private static final int NAME_CHARS_MAX = 200;

  /** The name of a file, which may have any length. */
  static String shown(String name) {
    return Cut.to(name, NAME_CHARS_MAX);
  }

  /** A fault with the name of the file that has it. */
  static UnreadableException fault(String name, UnreadableException e) {
    return name.isEmpty() ? e : e.at(shown(name));
  }

  String conversation(long number) {
    return file.isEmpty() ? "conversation " + number : file + ", conversation " + number;
  }

  String line(long number) {
    return file.isEmpty() ? "line " + number : file + ", line " + number;
  }
}
