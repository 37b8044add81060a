package io.chatlog.ingest.imports;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.RestoredUser;
import io.chatlog.exchange.record.Failed;
import io.chatlog.exchange.record.Past;
import io.chatlog.exchange.record.Profile;
import io.chatlog.ingest.accept.Acceptance;
import io.chatlog.ingest.accept.Fault;
import io.chatlog.ingest.accept.ImportAcceptor;
import io.chatlog.ingest.accept.UserFields;
import io.chatlog.ingest.accept.WriteContext;
import io.chatlog.ingest.email.Claimed;
import io.chatlog.ingest.email.EmailClaims;
import io.chatlog.ingest.email.UnusedClaim;
import io.chatlog.ingest.imports.PatientLog.Draft;
import io.chatlog.ingest.imports.PatientLog.Fate;
import io.chatlog.ingest.outcome.Written.Target;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.value.EmailIds;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer;
import io.chatlog.view.EmailUse;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.Outcome;
import io.chatlog.view.Read;
import io.chatlog.view.Reads;
import io.chatlog.view.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings the user of an import into being where it is absent, with the profile that the export has.
 * A user that is there stays as it is. An e-mail address that another user has is left out and told
 * as a failure. Thread-safe; blocks.
 */
public final class ImportUser {
  private final ImportAcceptor acceptor;
  private final EventEncoder encoder;
  private final PatientLog log;
  private final Reads reads;
  private final EmailClaims emails;

  public ImportUser(
      ImportAcceptor acceptor,
      EventEncoder encoder,
      PatientLog log,
      Reads reads,
      EmailClaims emails) {
    this.acceptor = acceptor;
    this.encoder = encoder;
    this.log = log;
    this.reads = reads;
    this.emails = emails;
  }

  /**
   * See above.
   *
   * @throws ImportStoppedException when it cannot be done now
   */
  void ensure(UserId user, @Nullable Profile profile, WriteContext context, ImportReport report) {
    switch (reads.read(new Read.GetUser(user), Freshness.NOW)) {
      case Answer.Failed<Lookup<User>>(ErrorCode code, String detail) ->
          throw new ImportStoppedException(code, detail);
      case Answer.Complete<Lookup<User>> complete -> {
        if (complete.value() instanceof Lookup.Missing<User>) {
          create(event(user, profile, context, report), report);
        }
      }
    }
  }

  /** The event that creates it; bare where the profile cannot be taken. */
  private Event event(
      UserId user, @Nullable Profile profile, WriteContext context, ImportReport report) {
    if (profile != null) {
      Past.OfUser past = profile.past();
      UserFields fields =
          new UserFields(
              user.value(),
              profile.name(),
              past.username(),
              profile.email(),
              past.role(),
              profile.preferencesJson(),
              profile.metadataJson(),
              null);
      RestoredUser restored =
          new RestoredUser(past.createdAtMicros(), past.updatedAtMicros(), past.version(), null);
      switch (acceptor.user(fields, restored, context)) {
        case Acceptance.Accepted(Event event) -> {
          return event;
        }
        case Acceptance.Refused(List<Fault> faults) -> {
          Fault first = faults.getFirst();
          report.failed(
              new Failed(
                  null, null, "profile", first.code(), first.pointer() + " " + first.detail()));
        }
      }
    }
    UserFields bare = new UserFields(user.value(), null, null, null, null, null, null, null);
    return switch (acceptor.user(bare, new RestoredUser(null, null, null, null), context)) {
      case Acceptance.Accepted(Event event) -> event;
      case Acceptance.Refused(List<Fault> faults) ->
          throw new ImportStoppedException(faults.getFirst().code(), faults.getFirst().detail());
    };
  }

  private void create(Event event, ImportReport report) {
    if (!(event.payload() instanceof CreateUser create) || create.email() == null) {
      write(event, report);
      return;
    }
    EmailUse use = new EmailUse(event.owner(), EmailIds.of(create.email()));
    switch (emails.claim(List.of(use)).getFirst()) {
      case Claimed.Failed(ErrorCode code, String detail) ->
          throw new ImportStoppedException(code, detail);
      case Claimed.Taken() -> {
        report.failed(
            new Failed(
                null,
                null,
                "profile",
                ErrorCode.EMAIL_TAKEN,
                "another user has this e-mail address; the user has none"));
        write(event.with(without(create)), report);
      }
      case Claimed.Held(long claim) -> {
        boolean used = write(event.with(create.claiming(claim)), report);
        if (!used) {
          emails.settle(List.of(new UnusedClaim(use, claim)));
        }
      }
    }
  }

  private static CreateUser without(CreateUser create) {
    return new CreateUser(
        create.name(),
        create.username(),
        null,
        create.role(),
        create.preferencesJson(),
        create.metadataJson(),
        null,
        null,
        create.restored());
  }

  /** Whether the event brought the user into being. */
  private boolean write(Event event, ImportReport report) {
    Draft draft = new Draft(encoder.encode(event), Target.of(event));
    return switch (log.write(List.of(draft), report).getFirst()) {
      case Fate.Settled(Outcome.Applied applied) -> {
        if (!applied.duplicate()) {
          report.userCreated();
        }
        yield !applied.duplicate();
      }
      case Fate.Settled(Outcome.Refused(ErrorCode code, String detail)) ->
          throw new ImportStoppedException(code, detail);
      case Fate.NeverTaken(ErrorCode code, String detail) ->
          throw new ImportStoppedException(code, detail);
    };
  }
}
