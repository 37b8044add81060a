package io.chatlog.ingest.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.ingest.accept.ForkFields;
import io.chatlog.ingest.http.PathIds.SessionAddress;
import io.chatlog.value.MessageId;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.view.Answer;
import io.chatlog.view.Freshness;
import io.chatlog.view.KeptMessage;
import io.chatlog.view.Lookup;
import io.chatlog.view.Message;
import io.chatlog.view.MessagePage;
import io.chatlog.view.MessageRange;
import io.chatlog.view.Read;
import io.chatlog.view.Reads;
import io.chatlog.view.Session;
import java.util.List;
import java.util.Set;

/**
 * The session that a fork copies. Every read of it is as fresh as asked for, that after a fail-over
 * too.
 *
 * @param freshness what must be seen of it; a read that does not reach it in time ends the request
 */
record ForkOriginal(Reads reads, SessionAddress address, Freshness freshness) {
  /** What there is to copy. */
  sealed interface Source {
    /**
     * Messages.
     *
     * @param atSeq the seq of the last one; 0 for none
     */
    record Found(Session session, long atSeq) implements Source {}

    /** The session or the message is not there, or has too many messages before it. */
    record None(ErrorCode code, String detail) implements Source {}
  }

  /**
   * What there is to copy.
   *
   * @param messagesMax the most messages that are copied
   */
  Source source(ForkFields fields, int messagesMax) {
    return switch (look(new Read.GetSession(address.owner(), address.session()))) {
      case Lookup.Missing<Session>(ErrorCode code) -> new Source.None(code, code.title());
      case Lookup.Found<Session>(Session session) when session.status() == SessionStatus.DELETED ->
          new Source.None(ErrorCode.SESSION_NOT_FOUND, "session " + session.id() + " is deleted");
      case Lookup.Found<Session>(Session session) ->
          switch (lastSeq(session, fields)) {
            case Source.Found found when isTooLong(found, messagesMax) ->
                new Source.None(ErrorCode.LIMIT_EXCEEDED, ForkWrite.tooLong(messagesMax));
            case Source source -> source;
          };
    };
  }

  private Source lastSeq(Session session, ForkFields fields) {
    if (fields.messageId() != null) {
      MessageId message = new MessageId(fields.messageId());
      return switch (look(new Read.GetMessage(address.owner(), address.session(), message))) {
        case Lookup.Missing<Message>(ErrorCode code) -> new Source.None(code, code.title());
        case Lookup.Found<Message>(Message last) -> new Source.Found(session, last.seq());
      };
    }
    MessagePage last =
        list(
            new MessageRange(
                0, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, Set.of(), true, 0, 1, null));
    long lastSeq = last.items().isEmpty() ? 0 : last.items().getFirst().seq();
    Long atSeq = fields.atSeq();
    return atSeq != null && atSeq > lastSeq
        ? new Source.None(
            ErrorCode.MESSAGE_NOT_FOUND,
            "the last message of session " + address.session() + " has the seq " + lastSeq)
        : new Source.Found(session, atSeq == null ? lastSeq : atSeq);
  }

  private boolean isTooLong(Source.Found found, int messagesMax) {
    return Math.min(found.atSeq(), found.session().messageCount()) > messagesMax
        && hasMoreThan(messagesMax, found.atSeq());
  }

  /** Whether its owner has another session, which is no fork that is being filled. */
  boolean hasBeside(SessionId session) {
    return look(new Read.GetSession(address.owner(), session)) instanceof Lookup.Found<Session>;
  }

  /** Whether it has more messages up to a seq; seqs alone do not tell. */
  private boolean hasMoreThan(int messages, long atSeq) {
    long after = 0;
    int count = 0;
    while (after < atSeq && count <= messages) {
      MessagePage page = list(MessageRange.after(after, ForkWrite.PAGE));
      if (page.items().isEmpty()) {
        break;
      }
      count += (int) page.items().stream().filter(message -> message.seq() <= atSeq).count();
      after = page.items().getLast().seq();
    }
    return count > messages;
  }

  /** The messages behind a seq, {@value ForkWrite#PAGE} at most. */
  List<KeptMessage> messages(long afterSeq) {
    return found(
            new Read.GetKeptSession(address.owner(), address.session(), afterSeq, ForkWrite.PAGE))
        .messages();
  }

  private MessagePage list(MessageRange range) {
    return found(new Read.ListMessages(address.owner(), address.session(), range));
  }

  private <T> T found(Read<Lookup<T>> read) {
    return switch (look(read)) {
      case Lookup.Found<T>(T value) -> value;
      case Lookup.Missing<T>(ErrorCode code) -> throw new ProblemException(code, code.title());
    };
  }

  private <T> Lookup<T> look(Read<Lookup<T>> read) {
    return switch (reads.read(read, freshness)) {
      case Answer.Failed<Lookup<T>>(ErrorCode code, String detail) ->
          throw new ProblemException(code, detail);
      case Answer.Complete<Lookup<T>> complete -> complete.value();
    };
  }
}
