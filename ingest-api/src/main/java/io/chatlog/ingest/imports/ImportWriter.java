package io.chatlog.ingest.imports;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.exchange.record.Conversation;
import io.chatlog.exchange.record.Failed;
import io.chatlog.exchange.record.Profile;
import io.chatlog.exchange.record.Records;
import io.chatlog.exchange.record.Skip;
import io.chatlog.exchange.record.Turn;
import io.chatlog.ingest.accept.Acceptance;
import io.chatlog.ingest.accept.Fault;
import io.chatlog.ingest.imports.PatientLog.Draft;
import io.chatlog.ingest.imports.PatientLog.Fate;
import io.chatlog.ingest.outcome.Written.Target;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.value.SessionId;
import io.chatlog.view.Message;
import io.chatlog.view.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an export tells, in batches: first the sessions of a batch, which are decided, then
 * the messages of those that are there. Used by one thread.
 *
 * <p>Memory: one batch of encoded records, {@value #BATCH_MESSAGES_MAX} or {@value
 * #BATCH_BYTES_MAX} bytes and one record, and {@link ImportedTexts}, whatever the export holds.
 */
final class ImportWriter implements Records {
  static final int BATCH_MESSAGES_MAX = 500;
  static final int BATCH_BYTES_MAX = 2 << 20;

  /** Sessions without a message cost a batch too. */
  private static final int BATCH_SESSIONS_MAX = 500;

  /** Whether messages may be appended to a session that was there before. */
  @FunctionalInterface
  interface Presence {
    /**
     * @param first the first message that is to be appended
     */
    boolean isOurs(SessionId session, Target first);
  }

  /** A session of the export. */
  private static final class Session {
    private final SessionId id;
    private final long begunMicros;
    private boolean duplicate;
    private @Nullable Boolean taken;
    private @Nullable Failed refusal;

    Session(SessionId id, long begunMicros) {
      this.id = id;
      this.begunMicros = begunMicros;
    }
  }

  private record Begun(Session session, Draft draft) {}

  /**
   * A message of the export.
   *
   * @param saying what it says, as {@link ImportedTexts#saying} has it
   * @param contradicts whether the export has another content under its id, before it
   */
  private record Said(Session session, String id, Draft draft, long saying, boolean contradicts) {}

  private final ImportEvents events;
  private final EventEncoder encoder;
  private final PatientLog log;
  private final Presence presence;
  private final Runnable progress;
  private final ImportReport report;
  private final List<Begun> begun = new ArrayList<>();
  private final List<Said> said = new ArrayList<>();
  private final ImportedTexts texts = new ImportedTexts();
  private long saidBytes;
  private @Nullable Session current;
  private @Nullable Failed currentRefusal;

  ImportWriter(
      ImportEvents events,
      EventEncoder encoder,
      PatientLog log,
      Presence presence,
      Runnable progress,
      ImportReport report) {
    this.events = events;
    this.encoder = encoder;
    this.log = log;
    this.presence = presence;
    this.progress = progress;
    this.report = report;
  }

  @Override
  public void profile(Profile profile) {}

  @Override
  public void begin(Conversation conversation) {
    current = null;
    currentRefusal = null;
    switch (events.session(conversation)) {
      case Acceptance.Refused(List<Fault> faults) -> {
        Failed refusal = failed(conversation.id(), null, faults);
        currentRefusal = refusal;
        report.failed(refusal);
      }
      case Acceptance.Accepted(Event event) -> {
        Session session = new Session(new SessionId(conversation.id()), event.receivedAtMicros());
        current = session;
        begun.add(new Begun(session, new Draft(encoder.encode(event), Target.of(event))));
        if (begun.size() >= BATCH_SESSIONS_MAX) {
          flush();
        }
      }
    }
  }

  @Override
  public void turn(Turn turn) {
    Session session = current;
    if (session == null) {
      refused(turn.id(), currentRefusal);
      return;
    }
    switch (events.message(session.id, session.begunMicros, turn)) {
      case Acceptance.Refused(List<Fault> faults) -> {
        if (faults.getFirst().code() == ErrorCode.CONTENT_BLANK) {
          // Of invisible characters, which the export's reader took for some.
          report.skipped(Skip.BLANK.wireName());
        } else {
          report.failed(failed(session.id.value(), turn.id(), faults));
        }
      }
      case Acceptance.Accepted(Event event) -> {
        Draft draft = new Draft(encoder.encode(event), Target.of(event));
        long saying = ImportedTexts.saying(turn.role(), turn.content());
        said.add(new Said(session, turn.id(), draft, saying, texts.contradict(session.id, turn)));
        saidBytes += draft.record().bytes();
        if (said.size() >= BATCH_MESSAGES_MAX || saidBytes >= BATCH_BYTES_MAX) {
          flush();
        }
      }
    }
  }

  /** A message of a session that cannot be: told by the session's own fault. */
  private void refused(String message, @Nullable Failed why) {
    String session = why == null ? null : why.conversation();
    ErrorCode code = why == null ? ErrorCode.SESSION_NOT_FOUND : why.code();
    report.failed(new Failed(session, message, "", code, "its session could not be taken"));
  }

  private static Failed failed(String session, @Nullable String message, List<Fault> faults) {
    Fault first = faults.getFirst();
    return new Failed(session, message, "", first.code(), first.pointer() + " " + first.detail());
  }

  @Override
  public void end() {
    current = null;
    currentRefusal = null;
  }

  @Override
  public void skipped(Skip reason) {
    report.skipped(reason.wireName());
  }

  @Override
  public void failed(Failed failed) {
    report.failed(failed);
  }

  /**
   * Writes what is gathered.
   *
   * @throws ImportStoppedException when the log or the decisions stay away
   */
  void flush() {
    if (begun.isEmpty() && said.isEmpty()) {
      return;
    }
    List<Fate> fates = log.write(begun.stream().map(Begun::draft).toList(), report);
    for (int at = 0; at < fates.size(); at++) {
      settle(begun.get(at).session(), fates.get(at));
    }
    begun.clear();
    List<Said> open = new ArrayList<>(said.size());
    for (Said message : said) {
      if (isOpen(message)) {
        open.add(message);
      }
    }
    said.clear();
    saidBytes = 0;
    List<Fate> decided = log.writeAndCompare(open.stream().map(Said::draft).toList(), report);
    for (int at = 0; at < decided.size(); at++) {
      settle(open.get(at), decided.get(at));
    }
    progress.run();
  }

  private void settle(Session session, Fate fate) {
    switch (fate) {
      case Fate.Settled(Outcome.Applied applied) -> {
        session.duplicate = applied.duplicate();
        report.session(applied.duplicate());
      }
      case Fate.Settled(Outcome.Refused(ErrorCode code, String detail)) ->
          refuse(session, code, detail);
      case Fate.NeverTaken(ErrorCode code, String detail) -> refuse(session, code, detail);
    }
  }

  private void refuse(Session session, ErrorCode code, String detail) {
    Failed refusal = new Failed(session.id.value(), null, "", code, detail);
    session.refusal = refusal;
    report.failed(refusal);
  }

  private boolean isOpen(Said message) {
    Session session = message.session();
    Failed refusal = session.refusal;
    if (refusal != null) {
      refused(message.id(), refusal);
      return false;
    }
    Boolean taken = session.taken;
    if (taken == null) {
      taken = !session.duplicate || presence.isOurs(session.id, message.draft().target());
      session.taken = taken;
    }
    if (!taken) {
      report.passedOver(SESSION_PRESENT);
      return false;
    }
    if (message.contradicts()) {
      failed(
          message,
          ErrorCode.ID_CONFLICT,
          "a message " + message.id() + " with other content stands before it in the export");
      return false;
    }
    return true;
  }

  /** Why messages without ids of their own are left out of a session that was there before. */
  static final String SESSION_PRESENT = "session_present";

  private void settle(Said message, Fate fate) {
    switch (fate) {
      case Fate.Settled(Outcome.Applied applied) -> {
        if (applied.entity() instanceof Message there
            && ImportedTexts.saying(there.role(), there.content()) != message.saying()) {
          report.conflict(new ImportReport.Conflict(message.session().id, message.id()));
        } else {
          report.message(applied.duplicate());
        }
      }
      case Fate.Settled(Outcome.Refused(ErrorCode code, String detail)) ->
          failed(message, code, detail);
      case Fate.NeverTaken(ErrorCode code, String detail) -> failed(message, code, detail);
    }
  }

  private void failed(Said message, ErrorCode code, String detail) {
    report.failed(new Failed(message.session().id.value(), message.id(), "", code, detail));
  }
}
