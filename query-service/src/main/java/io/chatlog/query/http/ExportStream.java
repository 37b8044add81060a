package io.chatlog.query.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.query.export.ExportFormat;
import io.chatlog.query.export.ExportWriter;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.BegunSessions;
import io.chatlog.view.Freshness;
import io.chatlog.view.KeptMessage;
import io.chatlog.view.KeptSession;
import io.chatlog.view.KeptUser;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a user, sessions in the order in which they began. One page is in memory at a time,
 * and the next one is read when the client has taken the last.
 *
 * <p>It holds all that was there at the position that the answer names and is still there. What is
 * written while it is read may be in it or not, but each session is whole in itself: its messages
 * are those up to the last one when its part began.
 *
 * <p>A page that cannot be read ends the answer with an exception, as in {@link MessageStream}.
 *
 * @param first what the answer reflects
 * @param later how fresh the pages must be: not older than that
 * @param at when the export began
 * @param check run once a page is read, before any of it is told; ends the answer by throwing
 */
record ExportStream(
    ReadSteps steps,
    UserId user,
    ExportFormat format,
    Complete<Lookup<KeptUser>> first,
    Freshness later,
    Instant at,
    Runnable check) {

  static ExportStream begin(
      ReadSteps steps, UserId user, ExportFormat format, Freshness freshness, Runnable check) {
    Complete<Lookup<KeptUser>> first = steps.ask(new Read.GetKeptUser(user), freshness);
    ReadSteps.found(first);
    return new ExportStream(
        steps,
        user,
        format,
        first,
        ReadSteps.goingOn(first, freshness),
        steps.clock().instant(),
        check);
  }

  void writeTo(OutputStream out) throws IOException {
    ExportWriter writer = format.writer(out, at);
    writer.user(ReadSteps.found(first).user());
    BegunSessions.Place after = null;
    BegunSessions page;
    do {
      page =
          ReadSteps.found(
              steps.ask(new Read.ListBegunSessions(user, after, BegunSessions.LIMIT_MAX), later));
      for (BegunSessions.Place place : page.items()) {
        session(place.session(), writer);
        after = place;
      }
    } while (page.more());
    writer.end();
  }

  private void session(SessionId id, ExportWriter writer) throws IOException {
    KeptSession.Page page = page(id, 0);
    if (page == null || page.session().session().status() == SessionStatus.DELETED) {
      return;
    }
    KeptSession session = page.session();
    writer.session(
        session, page.next() == null ? page.messages().size() : session.session().messageCount());
    while (page != null) {
      for (KeptMessage kept : page.messages()) {
        if (kept.message().seq() <= session.lastSeq()) {
          writer.message(kept.message());
        }
      }
      Long next = page.next();
      page = next == null || next >= session.lastSeq() ? null : page(id, next);
    }
  }

  /** A page of messages; null when the session is gone by now. */
  private KeptSession.@Nullable Page page(SessionId id, long afterSeq) {
    Read.GetKeptSession read =
        new Read.GetKeptSession(user, id, afterSeq, steps.limits().streamPageItems());
    Complete<Lookup<KeptSession.Page>> answer = steps.ask(read, later);
    check.run();
    return switch (answer.value()) {
      case Lookup.Found<KeptSession.Page>(KeptSession.Page page) -> page;
      case Lookup.Missing<KeptSession.Page> missing ->
          missing.code() == ErrorCode.SESSION_NOT_FOUND ? null : ReadSteps.found(answer);
    };
  }
}
