package io.chatlog.ingest.http;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.chatlog.http.body.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV text, each read for itself, so that a broken one harms no other. A row ends
 * with the first line end that is in no quoted cell: an opening quote that is never closed takes
 * what follows it along, up to the next quote or to the end. Blank lines are no rows. Not
 * thread-safe.
 */
final class CsvRows {
  /** A row. */
  sealed interface Row {
    /** Its cells. */
    record Cells(List<String> cells) implements Row {}

    /**
     * It cannot be read.
     *
     * @param why for people
     */
    record Broken(String why) implements Row {}
  }

  private static final CsvFactory FACTORY =
      CsvFactory.builder().enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final byte[] bytes;
  private final int length;
  private final byte separator;
  private final CsvSchema schema;
  private int at;
  private int line = 1;
  private boolean unclosed;

  CsvRows(Body body) {
    this.bytes = body.array();
    this.length = body.length();
    this.at = begin();
    char found = separator();
    this.separator = (byte) found;
    this.schema = CsvSchema.emptySchema().withColumnSeparator(found);
  }

  private int begin() {
    for (int mark = 0; mark < BYTE_ORDER_MARK.length; mark++) {
      if (mark >= length || bytes[mark] != BYTE_ORDER_MARK[mark]) {
        return 0;
      }
    }
    return BYTE_ORDER_MARK.length;
  }

  /** What separates the cells of the first row. */
  private char separator() {
    char found = ',';
    for (int next = at; next < length; next++) {
      char c = (char) (bytes[next] & 0xff);
      if (c == ',' || c == '\n') {
        return c == ',' ? ',' : found;
      }
      if (found == ',' && (c == ';' || c == '\t')) {
        found = c;
      }
    }
    return found;
  }

  /** The next row, or null behind the last one. */
  @Nullable Row next() {
    while (at < length) {
      int from = at;
      int begun = line;
      at = end(from);
      Row row = row(from, at, begun);
      if (row != null) {
        return row;
      }
    }
    return null;
  }

  /** Where the row behind this one begins. */
  private int end(int from) {
    boolean begins = true;
    boolean quoted = false;
    for (int next = from; next < length; next++) {
      byte b = bytes[next];
      boolean followed = next + 1 < length;
      boolean ends = b == '\n' || (b == '\r' && !(followed && bytes[next + 1] == '\n'));
      line += ends ? 1 : 0;
      if (quoted) {
        if (b == '"' && followed && bytes[next + 1] == '"') {
          next++;
        } else {
          quoted = b != '"';
        }
      } else if (ends) {
        return next + 1;
      } else {
        quoted = b == '"' && begins;
        begins = b == separator;
      }
    }
    unclosed = quoted;
    return length;
  }

  /** The row in some bytes; null for a blank line. */
  private @Nullable Row row(int from, int end, int begun) {
    String where = "the row at line " + begun;
    if (unclosed) {
      return new Row.Broken(where + " opens a quote that is never closed");
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, from, end - from))
              .toString();
      return cells(text, where);
    } catch (CharacterCodingException broken) {
      return new Row.Broken(where + " is not UTF-8");
    } catch (IOException broken) {
      return new Row.Broken(where + " is not well-formed CSV");
    }
  }

  private @Nullable Row cells(String text, String where) throws IOException {
    try (CsvParser csv = FACTORY.createParser(text)) {
      csv.setSchema(schema);
      if (csv.nextToken() != JsonToken.START_ARRAY) {
        return null;
      }
      List<String> cells = new ArrayList<>();
      while (csv.nextToken() != JsonToken.END_ARRAY) {
        cells.add(csv.getText());
      }
      return csv.nextToken() == null
          ? new Row.Cells(cells)
          : new Row.Broken(where + " is not well-formed CSV");
    }
  }
}
