package io.chatlog.query.http;

import io.chatlog.http.Answer;
import io.chatlog.http.Request;
import io.chatlog.http.param.IfMatch;
import io.chatlog.http.param.Preconditions;
import java.util.List;

/**
 * Entity tags of answers, and {@code If-None-Match} (RFC 9110, 13.1.2).
 *
 * <p>The tag is the entity's version, which {@code If-Match} takes. A session changes with every
 * message while its version does not, so a session is never answered 304.
 */
final class Conditional {
  private static final int NOT_MODIFIED = 304;

  private Conditional() {}

  /** The answer with its tag, or 304 when the client has just that version. */
  static Answer tagged(Request request, long version, Answer answer) {
    return tagged(request, IfMatch.tag(version), answer);
  }

  /** The same with a tag that is no version. */
  static Answer tagged(Request request, String tag, Answer answer) {
    List<String> known = request.headers(Preconditions.IF_NONE_MATCH);
    Answer told =
        !known.isEmpty() && Preconditions.isKnown(known, tag) ? Answer.empty(NOT_MODIFIED) : answer;
    return told.header(IfMatch.TAG_HEADER, tag);
  }
}
