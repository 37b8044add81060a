package io.chatlog.ingest.http;

import io.chatlog.auth.Passwords;
import io.chatlog.error.ErrorCode;
import io.chatlog.event.VersionCondition;
import io.chatlog.http.Request;
import io.chatlog.http.body.Body;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.ingest.accept.Acceptor;
import io.chatlog.ingest.accept.DocumentAcceptor;
import io.chatlog.ingest.accept.ForkAcceptor;
import io.chatlog.ingest.document.TextExtractor;
import io.chatlog.ingest.elsewhere.Elsewhere;
import io.chatlog.ingest.email.EmailClaims;
import io.chatlog.ingest.outcome.Outcomes;
import io.chatlog.ingest.publish.Barriers;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.ingest.publish.EventLog;
import io.chatlog.view.Reads;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The steps that every write takes, for the routes to put together. Thread-safe. */
record WriteSteps(
    RouteSettings settings,
    FieldReaders fields,
    PatchReader patches,
    Acceptor acceptor,
    EventEncoder encoder,
    SingleWrite single,
    References references,
    BatchWrite batch,
    ForkAcceptor forks,
    ForkWrite fork,
    DocumentAcceptor documents,
    DocumentWrite document,
    EmailClaims emails,
    UserWrites users,
    PasswordHashing hashing) {

  static WriteSteps of(
      RouteSettings settings,
      Acceptor acceptor,
      EventEncoder encoder,
      EventLog log,
      Reads reads,
      Barriers barriers,
      EmailClaims emails,
      Elsewhere elsewhere,
      Passwords passwords,
      TextExtractor extractor) {
    Outcomes outcomes = new Outcomes(reads);
    ForkAcceptor forks = new ForkAcceptor(acceptor);
    SingleWrite single = new SingleWrite(encoder, log, outcomes);
    DocumentAcceptor documents = new DocumentAcceptor(acceptor, settings.documents());
    return new WriteSteps(
        settings,
        new FieldReaders(settings.limits()),
        new PatchReader(settings.limits()),
        acceptor,
        encoder,
        single,
        new References(reads, barriers),
        new BatchWrite(log, outcomes),
        forks,
        new ForkWrite(forks, encoder, log, reads),
        documents,
        new DocumentWrite(documents, settings.documents(), extractor, encoder, log, single),
        emails,
        new UserWrites(single, emails, elsewhere),
        new PasswordHashing(passwords));
  }

  /** The body, where none at all stands for an object without fields. */
  static Body objectOrEmpty(Request request) throws IOException {
    Body body = request.body();
    return body.isEmpty() ? Body.of("{}") : body;
  }

  /**
   * Refuses a body where there is nothing to say.
   *
   * @throws ProblemException {@code malformed_request} when there is one
   */
  static void requireNoBody(Request request) throws IOException {
    if (!request.body().isEmpty()) {
      throw new ProblemException(ErrorCode.MALFORMED_REQUEST, "this request takes no body");
    }
  }

  /**
   * The one version that {@code If-Match} asks for; null where it asks for another thing or for
   * nothing. Whatever it is stands in the context of the write as well ({@link WriteOptions}); here
   * it is for servers of an earlier version, which know no other conditions.
   */
  static @Nullable Long expectedVersion(Request request) {
    VersionCondition condition = request.condition();
    return condition != null
            && condition.rule() == VersionCondition.Rule.ONE_OF
            && condition.versions().size() == 1
        ? condition.versions().getFirst()
        : null;
  }
}
