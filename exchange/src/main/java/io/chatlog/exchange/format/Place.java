package io.chatlog.exchange.format;

/** Where in an export something stands, in words for whoever has to look for it. */
record Place(String file) {
  String conversation(long number) {
    return file.isEmpty() ? "conversation " + number : file + ", conversation " + number;
  }

  String line(long number) {
    return file.isEmpty() ? "line " + number : file + ", line " + number;
  }
}
