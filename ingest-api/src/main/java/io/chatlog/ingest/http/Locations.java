package io.chatlog.ingest.http;

import io.chatlog.ingest.outcome.Written.Target;
import io.chatlog.value.ContextId;
import io.chatlog.value.DocumentId;
import io.chatlog.value.InsightId;
import io.chatlog.value.MessageId;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import io.chatlog.value.Position;
import io.chatlog.value.SessionId;
import io.chatlog.view.Subject;
import java.nio.charset.StandardCharsets;

/** The paths under which what was written can be read. */
final class Locations {
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private Locations() {}

  /** The path of an entity. */
  static String of(Target target) {
    return target.subject() == null ? ofUser(target) : of(target.subject(), target);
  }

  private static String of(Subject subject, Target target) {
    StringBuilder path = new StringBuilder();
    switch (subject) {
      case Subject.OfDocument(SessionId session, DocumentId document) -> {
        segment(session.value(), path.append(ofUser(target)).append("/sessions/"));
        segment(document.value(), path.append("/documents/"));
      }
      case Subject.OfContext(ContextId context) -> {
        path.append(ofUser(target)).append("/contexts/");
        segment(context.value(), path);
      }
      case Subject.OfPersona(PersonaId persona) ->
          segment(persona.value(), path.append("/v1/personas/"));
      case Subject.OfPanel(PanelId panel) -> segment(panel.value(), path.append("/v1/panels/"));
      case Subject.OfPanelMessage(PanelId panel, MessageId message) -> {
        segment(panel.value(), path.append("/v1/panels/"));
        segment(message.value(), path.append("/messages/"));
      }
      case Subject.OfInsight(PanelId panel, InsightId insight) -> {
        segment(panel.value(), path.append("/v1/panels/"));
        segment(insight.value(), path.append("/insights/"));
      }
    }
    return path.toString();
  }

  /** The path of a user, session or message. */
  private static String ofUser(Target target) {
    StringBuilder path = new StringBuilder("/v1/users/");
    segment(target.user().value(), path);
    if (target.session() != null) {
      segment(target.session().value(), path.append("/sessions/"));
    }
    if (target.message() != null) {
      segment(target.message().value(), path.append("/messages/"));
    }
    return path.toString();
  }

  /** The path that tells what became of the write at a position. */
  static String receipt(Position position) {
    return "/v1/receipts/" + position;
  }

  /** Appends a path segment, with everything escaped but RFC 3986's unreserved characters. */
  private static StringBuilder segment(String text, StringBuilder path) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean unreserved =
          b >= 'a' && b <= 'z'
              || b >= 'A' && b <= 'Z'
              || b >= '0' && b <= '9'
              || b == '-'
              || b == '.'
              || b == '_'
              || b == '~';
      if (unreserved) {
        path.append((char) b);
      } else {
        path.append('%').append(HEX[(b >> 4) & 0xf]).append(HEX[b & 0xf]);
      }
    }
    return path;
  }
}
