package io.chatlog.exchange.format;

import io.chatlog.exchange.json.JsonInput;
import io.chatlog.exchange.record.Records;
import java.io.IOException;

/** Reads one line of a file of JSON lines; the input is at its first token. */
interface LineReader {
  /**
   * Reads the line.
   *
   * @param where the place of the line, in words
   * @throws io.chatlog.exchange.json.FaultException when it cannot be taken
   */
  void read(JsonInput in, String where, Records records) throws IOException;
}
