package io.chatlog.exchange.format;

import io.chatlog.exchange.json.JsonInput;
import io.chatlog.exchange.record.Failed;
import io.chatlog.exchange.record.Records;
import java.io.IOException;

/** The conversations of a file: an array of them, one alone, or several behind one another. */
final class Conversations {
  private Conversations() {}

  /** Reads the conversation at whose first token the input is. */
  @FunctionalInterface
  interface OfOne {
    void read(String where) throws IOException;
  }

  /** Reads each of them; one that is at fault harms no other. */
  static void each(JsonInput in, Place place, Records records, OfOne reader) throws IOException {
    Counter counter = new Counter(in, place, records, reader);
    while (in.nextRoot()) {
      if (in.atArray()) {
        in.items(counter::one);
      } else {
        counter.one();
      }
    }
  }

  private static final class Counter {
    private final JsonInput in;
    private final Place place;
    private final Records records;
    private final OfOne reader;
    private long number;

    Counter(JsonInput in, Place place, Records records, OfOne reader) {
      this.in = in;
      this.place = place;
      this.records = records;
      this.reader = reader;
    }

    boolean one() throws IOException {
      number++;
      String where = place.conversation(number);
      in.part(
          () -> reader.read(where),
          fault -> records.failed(new Failed(null, null, where, fault.code(), fault.detail())));
      return true;
    }
  }
}
