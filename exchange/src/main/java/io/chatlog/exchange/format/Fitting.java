package io.chatlog.exchange.format;

import io.chatlog.exchange.json.Json;
import io.chatlog.exchange.record.Conversation;
import io.chatlog.exchange.record.Failed;
import io.chatlog.exchange.record.Profile;
import io.chatlog.exchange.record.Records;
import io.chatlog.exchange.record.Skip;
import io.chatlog.exchange.record.Turn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes what an export holds fit: a content that is too long becomes several messages, each with
 * its {@code part} and the number of {@code parts} in the metadata; a title that is too long is
 * cut, and the beginning of it kept in the metadata as {@code full_title}.
 */
public final class Fitting implements Records {
  private static final int FULL_TITLE_CHARS_MAX = 2_000;

  private final Records records;
  private final TextLimits limits;

  /**
   * @param records takes what fits
   */
  public Fitting(Records records, TextLimits limits) {
    this.records = records;
    this.limits = limits;
  }

  @Override
  public void profile(Profile profile) {
    records.profile(profile);
  }

  @Override
  public void begin(Conversation conversation) {
    String title = conversation.title();
    if (title == null || title.isBlank()) {
      records.begin(conversation.with(null, conversation.metadataJson()));
    } else if (title.codePointCount(0, title.length()) > limits.titleCharsMax()) {
      String cut = title.substring(0, title.offsetByCodePoints(0, limits.titleCharsMax()));
      String full = "\"full_title\":" + quoted(Cut.to(title, FULL_TITLE_CHARS_MAX));
      records.begin(
          conversation.with(cut.isBlank() ? null : cut, added(conversation.metadataJson(), full)));
    } else {
      records.begin(conversation);
    }
  }

  private static String quoted(String text) {
    return new Json.Text(text).compact();
  }

  @Override
  public void turn(Turn turn) {
    List<String> parts = parts(turn.content());
    if (parts.size() == 1) {
      records.turn(turn);
      return;
    }
    for (int at = 0; at < parts.size(); at++) {
      String part = parts.get(at);
      if (part.isBlank()) {
        records.skipped(Skip.BLANK);
        continue;
      }
      String id = at == 0 ? turn.id() : Keys.part(turn.id(), at + 1);
      String fields = "\"part\":" + (at + 1) + ",\"parts\":" + parts.size();
      records.turn(turn.part(id, part, added(turn.metadataJson(), fields)));
    }
  }

  /** The text in pieces that are as long as may be, never half of a character. */
  private List<String> parts(String text) {
    if (text.length() <= limits.contentCharsMax()
        && text.length() * 3L <= limits.contentBytesMax()) {
      return List.of(text);
    }
    List<String> parts = new ArrayList<>();
    int from = 0;
    int chars = 0;
    int bytes = 0;
    for (int at = 0; at < text.length(); ) {
      int codePoint = text.codePointAt(at);
      int size = codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
      if (chars == limits.contentCharsMax() || bytes + size > limits.contentBytesMax()) {
        parts.add(text.substring(from, at));
        from = at;
        chars = 0;
        bytes = 0;
      }
      chars++;
      bytes += size;
      at += Character.charCount(codePoint);
    }
    parts.add(text.substring(from));
    return parts;
  }

  /** An object with fields more at its end. */
  static String added(@Nullable String json, String fields) {
    return json == null || json.equals("{}")
        ? "{" + fields + "}"
        : json.substring(0, json.length() - 1) + "," + fields + "}";
  }

  @Override
  public void end() {
    records.end();
  }

  @Override
  public void skipped(Skip reason) {
    records.skipped(reason);
  }

  @Override
  public void failed(Failed failed) {
    records.failed(failed);
  }
}
