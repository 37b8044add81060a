package io.chatlog.http.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.chatlog.error.ErrorCode;
import io.chatlog.http.body.Body;
import io.chatlog.http.problem.ProblemException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The items of NDJSON.
 *
 * <p>One parser runs over all lines for as long as they are well formed, which is much cheaper than
 * one for each; behind a malformed line a new one starts. That a value keeps to its line is checked
 * by where it ends.
 */
final class LineItems implements ItemReader {
  private final byte[] text;
  private final int end;
  private final Fields fields;
  private final int itemsMax;
  private final boolean clean;
  private @Nullable JsonParser parser;
  private int parserStart;
  private int at;
  private int index = -1;

  LineItems(Body body, FieldNames names, int itemsMax) {
    this.text = body.array();
    this.end = body.length();
    this.fields = new Fields(names);
    this.itemsMax = itemsMax;
    this.clean = TextScan.scan(text, 0, end) == TextScan.Finding.CLEAN;
  }

  @Override
  public boolean next() {
    while (at < end && isBlank(text[at])) {
      at++;
    }
    if (at >= end) {
      if (index < 0) {
        throw ItemReader.none();
      }
      return false;
    }
    if (++index == itemsMax) {
      throw ItemReader.tooMany(itemsMax);
    }
    int lineEnd = lineEnd(at);
    if (!clean && TextScan.scan(text, at, lineEnd) != TextScan.Finding.CLEAN) {
      fault("the line is not UTF-8, or has a lone surrogate");
    } else {
      read(lineEnd);
    }
    at = lineEnd;
    return true;
  }

  private void read(int lineEnd) {
    try {
      JsonParser current = parser;
      if (current == null) {
        // To the end of the body, so that this parser may read the lines behind this one as well.
        current = StrictJson.parser(text, at, end);
        parser = current;
        parserStart = at;
      }
      JsonToken token = current.nextToken();
      if (token != JsonToken.START_OBJECT) {
        fault("the line is not a JSON object");
        return;
      }
      fields.read(current);
      int valueEnd = parserStart + (int) current.currentLocation().getByteOffset();
      if (valueEnd > lineEnd) {
        fault("the JSON does not end on its line");
      } else if (!isBlank(valueEnd, lineEnd)) {
        fault("something follows behind the object");
      }
    } catch (ProblemException e) {
      fault(e.problem().detail());
    } catch (IOException e) {
      fault(reason(e));
    }
  }

  /**
   * Lines are counted from where the parser began: only the column would help, so neither is told.
   */
  private static String reason(IOException failure) {
    String text = StrictJson.describe(failure);
    int where = text.indexOf(" at line ");
    return where < 0 ? text : text.substring(0, where);
  }

  /** The current line is malformed: where the parser stands now means nothing. */
  private void fault(String detail) {
    fields.clear();
    fields.faults().add("", ErrorCode.MALFORMED_JSON, detail);
    parser = null;
  }

  private boolean isBlank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isBlank(text[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private int lineEnd(int from) {
    for (int i = from; i < end; i++) {
      if (text[i] == '\n') {
        return i;
      }
    }
    return end;
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public Fields fields() {
    return fields;
  }
}
