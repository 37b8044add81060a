package io.chatlog.exchange.format;

import io.chatlog.exchange.json.JsonInput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Tells from the beginning of a file which format it is of. */
final class Detection {
  /** Conversations that are looked at: the first ones may be damaged. */
  static final int CONVERSATIONS_MAX = 100;

  /** What a file looks like. */
  enum Shape {
    CHATLOG(Format.CHATLOG),
    CHATLOG_LINES(Format.CHATLOG),
    CHATGPT(Format.CHATGPT),
    CLAUDE(Format.CLAUDE),
    OPENAI(Format.OPENAI),
    /** An array of what would otherwise stand in lines. */
    OPENAI_ARRAY(Format.OPENAI),
    /** Messages of one day of a Slack channel, which are of no use alone. */
    SLACK_DAY(null),
    /** No value at all. */
    NOTHING(null),
    /** An array of nothing. */
    EMPTY(null),
    OTHER(null);

    private final @Nullable Format format;

    Shape(@Nullable Format format) {
      this.format = format;
    }

    /** The format of such a file, or null. */
    @Nullable Format format() {
      return format;
    }
  }

  private final JsonInput in;
  private Shape shape = Shape.NOTHING;
  private int looked;

  private Detection(JsonInput in) {
    this.in = in;
  }

  /** Looks at a file from its beginning; reads no further than it has to. */
  static Shape of(JsonInput in) throws IOException {
    Detection detection = new Detection(in);
    while (detection.isOpen() && in.nextRoot()) {
      if (in.atArray()) {
        if (detection.shape == Shape.NOTHING) {
          detection.shape = Shape.EMPTY;
        }
        in.items(
            () -> {
              detection.look();
              if (detection.shape == Shape.OPENAI) {
                detection.shape = Shape.OPENAI_ARRAY;
              }
              return detection.isOpen();
            });
      } else {
        detection.look();
      }
    }
    return detection.shape;
  }

  /** Looks at the one value at whose first token the input is. */
  static Shape ofOne(JsonInput in) throws IOException {
    Detection detection = new Detection(in);
    detection.look();
    return detection.shape;
  }

  private boolean isOpen() {
    return switch (shape) {
      case NOTHING, EMPTY, OTHER -> looked < CONVERSATIONS_MAX;
      case CHATLOG, CHATLOG_LINES, CHATGPT, CLAUDE, OPENAI, OPENAI_ARRAY, SLACK_DAY -> false;
    };
  }

  private void look() throws IOException {
    looked++;
    shape = Shape.OTHER;
    Seen seen = new Seen();
    in.fields(
        name -> {
          switch (name) {
            case "mapping" -> shape = Shape.CHATGPT;
            case "chat_messages" -> shape = Shape.CLAUDE;
            case "user_id" -> seen.user = true;
            case "sessions" -> seen.sessions = in.atArray();
            case "ts" -> seen.ts = in.text() != null;
            case "type" -> {
              String type = in.text();
              seen.message = "message".equals(type);
              seen.ofLine = type != null && ChatlogLines.TYPES.contains(type);
            }
            case "messages" -> {
              if (hasRoles()) {
                shape = Shape.OPENAI;
              }
            }
            default -> {}
          }
          if (seen.user && seen.sessions) {
            shape = Shape.CHATLOG;
          } else if (seen.user && seen.ofLine) {
            shape = Shape.CHATLOG_LINES;
          } else if (seen.ts && seen.message) {
            shape = Shape.SLACK_DAY;
          }
          return shape == Shape.OTHER && !seen.sessions;
        });
    if (shape == Shape.OTHER && seen.sessions) {
      shape = Shape.CHATLOG;
    }
  }

  /** What was seen of one conversation. */
  private static final class Seen {
    private boolean user;
    private boolean sessions;
    private boolean ts;
    private boolean message;
    private boolean first;
    private boolean ofLine;
  }

  /** Whether the array at whose beginning the input is holds messages that name their role. */
  private boolean hasRoles() throws IOException {
    Seen seen = new Seen();
    in.items(
        () -> {
          if (!seen.first) {
            in.fields(
                name -> {
                  seen.message |= name.equals("role");
                  // Of another program's export, whose messages are more than OpenAI's.
                  seen.user |= name.equals("messageId") || name.equals("type");
                  return true;
                });
          }
          seen.first = true;
          return true;
        });
    return seen.message && !seen.user;
  }
}
