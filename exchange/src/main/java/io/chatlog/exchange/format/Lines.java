package io.chatlog.exchange.format;

import io.chatlog.error.ErrorCode;
import io.chatlog.exchange.json.JsonInput;
import io.chatlog.exchange.record.Failed;
import io.chatlog.exchange.record.Records;
import io.chatlog.exchange.record.UnreadableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** A file of one JSON value a line. A line that is at fault harms no other. */
final class Lines {
  private static final int BUFFER_CHARS = 64 * 1024;

  private final JsonInput.Opener opener;
  private final Place place;
  private final Records records;

  Lines(JsonInput.Opener opener, Place place, Records records) {
    this.opener = opener;
    this.place = place;
    this.records = records;
  }

  /** Reads every line that is not blank. */
  void each(InputStream in, LineReader reader) throws IOException {
    first(in, Long.MAX_VALUE, reader);
  }

  /** Reads the first lines, blank ones counted and passed over. */
  void first(InputStream in, long linesMax, LineReader reader) throws IOException {
    BufferedReader text =
        new BufferedReader(
            new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
            BUFFER_CHARS);
    long number = 0;
    StringBuilder line = new StringBuilder();
    try {
      while (number < linesMax) {
        Ending ending = next(text, line);
        if (ending == Ending.NONE) {
          return;
        }
        number++;
        if (number == 1 && !line.isEmpty() && line.charAt(0) == '\uFEFF') {
          line.deleteCharAt(0);
        }
        String where = place.line(number);
        if (ending == Ending.TOO_LONG) {
          fail(
              where,
              ErrorCode.CONVERSATION_TOO_LARGE,
              "the line has more than " + opener.partCharsMax() + " characters");
        } else if (!line.toString().isBlank()) {
          one(new StringReader(line.toString()), where, reader);
        }
      }
    } catch (CharacterCodingException e) {
      throw new UnreadableException(
          ErrorCode.MALFORMED_JSON, "the text is not UTF-8 behind line " + number);
    }
  }

  private void one(Reader line, String where, LineReader reader) throws IOException {
    try (JsonInput in = opener.open(line)) {
      if (!in.nextRoot() || !in.atObject()) {
        fail(where, ErrorCode.INVALID_FIELD, "the line is not a JSON object");
        return;
      }
      in.part(
          () -> reader.read(in, where, records),
          fault -> fail(where, fault.code(), fault.detail()));
    } catch (UnreadableException malformed) {
      fail(where, malformed.code(), malformed.detail());
    }
  }

  private void fail(String where, ErrorCode code, String detail) {
    records.failed(new Failed(null, null, where, code, detail));
  }

  private enum Ending {
    WHOLE,
    TOO_LONG,
    NONE
  }

  /** Reads one line, of which no more is held than may be. */
  private Ending next(Reader text, StringBuilder line) throws IOException {
    line.setLength(0);
    boolean tooLong = false;
    boolean any = false;
    for (int c = text.read(); c >= 0; c = text.read()) {
      any = true;
      if (c == '\n') {
        return tooLong ? Ending.TOO_LONG : Ending.WHOLE;
      }
      if (line.length() < opener.partCharsMax()) {
        line.append((char) c);
      } else {
        tooLong = true;
      }
    }
    return !any ? Ending.NONE : tooLong ? Ending.TOO_LONG : Ending.WHOLE;
  }
}
