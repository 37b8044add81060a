package io.chatlog.ingest.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.ingest.accept.ForkFields;
import io.chatlog.ingest.http.PathIds.SessionAddress;
import io.chatlog.value.MessageId;
import io.chatlog.value.SessionStatus;
import io.chatlog.view.Answer;
import io.chatlog.view.Freshness;
import io.chatlog.view.KeptMessage;
import io.chatlog.view.Lookup;
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
  /**
   * The session itself.
   *
   * @throws ProblemException when it is not there, or is deleted
   */
  Session session() {
    Session session = found(new Read.GetSession(address.owner(), address.session()));
    if (session.status() == SessionStatus.DELETED) {
      throw new ProblemException(
          ErrorCode.SESSION_NOT_FOUND, "session " + session.id() + " is deleted");
    }
    return session;
  }

  /**
   * The seq up to which messages are copied.
   *
   * @throws ProblemException when the message that is named is not there
   */
  long lastSeq(ForkFields fields) {
    if (fields.messageId() != null) {
      return found(
              new Read.GetMessage(
                  address.owner(), address.session(), new MessageId(fields.messageId())))
          .seq();
    }
    MessagePage last =
        list(
            new MessageRange(
                0, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, Set.of(), true, 0, 1, null));
    long lastSeq = last.items().isEmpty() ? 0 : last.items().getFirst().seq();
    Long atSeq = fields.atSeq();
    if (atSeq != null && atSeq > lastSeq) {
      throw new ProblemException(
          ErrorCode.MESSAGE_NOT_FOUND,
          "the last message of session " + address.session() + " has the seq " + lastSeq);
    }
    return atSeq == null ? lastSeq : atSeq;
  }

  /** Whether it has more messages up to a seq; seqs alone do not tell. */
  boolean hasMoreThan(int messages, long atSeq) {
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
    return switch (reads.read(read, freshness)) {
      case Answer.Failed<Lookup<T>>(ErrorCode code, String detail) ->
          throw new ProblemException(code, detail);
      case Answer.Complete<Lookup<T>> complete ->
          switch (complete.value()) {
            case Lookup.Found<T>(T value) -> value;
            case Lookup.Missing<T>(ErrorCode code) ->
                throw new ProblemException(code, code.title());
          };
    };
  }
}
