package io.chatlog.processor.store;

import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.SessionVectorRow;
import io.chatlog.processor.search.IndexAudit;
import io.chatlog.processor.search.IndexAudit.DocumentMark;
import io.chatlog.processor.search.IndexAudit.MessageMark;
import io.chatlog.processor.search.IndexAudit.Order;
import io.chatlog.processor.search.IndexAudit.Place;
import io.chatlog.processor.search.IndexAudit.SessionMark;
import io.chatlog.processor.search.IndexAudit.SessionVectorMark;
import io.chatlog.processor.search.VectorMark;
import io.chatlog.value.SessionStatus;
import io.chatlog.view.Session;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the index should say of rows, and how it differs, for people. */
final class IndexMarks {
  private static final String NO_DOCUMENT = "no document";
  private static final String DOCUMENT = "a document";

  private IndexMarks() {}

  static SessionMark of(SessionRow row) {
    Session session = row.session();
    return new SessionMark(
        1,
        row.lastOffset(),
        new Order(
            session.lastActivityMicros(),
            session.createdAtMicros(),
            session.messageCount(),
            row.createdOffset()),
        new TreeSet<>(session.tags()));
  }

  /**
   * @param session that of the vector, as it is now
   */
  static SessionVectorMark of(SessionVectorRow row, Session session) {
    return new SessionVectorMark(1, row.offset(), place(session), VectorMark.of(row.embedding()));
  }

  /**
   * @param session that of the message, as it is now
   */
  static MessageMark of(MessageRow row, Session session) {
    return new MessageMark(
        1, row.offset(), row.message().version(), place(session), VectorMark.of(row.embedding()));
  }

  /**
   * @param session that of the document, as it is now
   * @return null where the document has no text
   */
  static @Nullable DocumentMark of(DocumentRow row, Session session) {
    int pieces = (int) row.document().chunkCount();
    return pieces == 0 ? null : new DocumentMark(pieces, true, row.offset(), place(session));
  }

  private static Place place(Session session) {
    return new Place(
        IndexAudit.number(session.channel()),
        IndexAudit.number(session.source()),
        session.status() == SessionStatus.DELETED);
  }

  /**
   * How two marks differ.
   *
   * @param wanted what should be there, or null for nothing
   * @param found what is there
   */
  static String[] texts(@Nullable Object wanted, @Nullable Object found) {
    if (wanted == null || found == null) {
      return new String[] {
        wanted == null ? NO_DOCUMENT : DOCUMENT, found == null ? NO_DOCUMENT : DOCUMENT
      };
    }
    if (wanted instanceof MessageMark message && found instanceof MessageMark other) {
      return other.documents() != 1
          ? many(other.documents())
          : first(
              message,
              other,
              of("offset", MessageMark::offset),
              of("version", MessageMark::version),
              of("vector", MessageMark::vector),
              of("", mark -> said(mark.place())));
    }
    if (wanted instanceof SessionVectorMark vector && found instanceof SessionVectorMark other) {
      return other.documents() != 1
          ? many(other.documents())
          : first(
              vector,
              other,
              of("offset", SessionVectorMark::offset),
              of("vector", SessionVectorMark::vector),
              of("", mark -> said(mark.place())));
    }
    if (wanted instanceof SessionMark session && found instanceof SessionMark other) {
      return other.documents() != 1
          ? many(other.documents())
          : first(
              session,
              other,
              of("last_offset", SessionMark::lastOffset),
              of("tags", SessionMark::tags),
              of("order", SessionMark::order));
    }
    if (wanted instanceof DocumentMark document && found instanceof DocumentMark other) {
      return first(
          document,
          other,
          of("pieces", DocumentMark::pieces),
          of("whole", DocumentMark::whole),
          of("offset", DocumentMark::offset),
          of("", mark -> said(mark.place())));
    }
    return new String[] {wanted.toString(), found.toString()};
  }

  private static String[] many(int documents) {
    return new String[] {DOCUMENT, documents + " documents"};
  }

  private static String said(Place place) {
    return "channel = %x, source = %x, hidden = %s"
        .formatted(place.channel(), place.source(), place.hidden());
  }

  private record Part<T>(String name, Function<T, Object> value) {
    String said(T mark) {
      String text = value.apply(mark).toString();
      return DOCUMENT + " of " + (name.isEmpty() ? text : name + " = " + text);
    }
  }

  private static <T> Part<T> of(String name, Function<T, Object> value) {
    return new Part<>(name, value);
  }

  @SafeVarargs
  private static <T> String[] first(T wanted, T found, Part<T>... parts) {
    for (Part<T> part : parts) {
      if (!Objects.equals(part.value().apply(wanted), part.value().apply(found))) {
        return new String[] {part.said(wanted), part.said(found)};
      }
    }
    return new String[] {wanted.toString(), found.toString()};
  }
}
