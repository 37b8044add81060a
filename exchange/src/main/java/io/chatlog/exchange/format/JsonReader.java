package io.chatlog.exchange.format;

import io.chatlog.exchange.json.JsonInput;
import io.chatlog.exchange.record.Records;
import java.io.IOException;

/** Reads one file of JSON, whose first value has not been looked at yet. */
interface JsonReader {
  void read(JsonInput in, Place place, Records records) throws IOException;
}
