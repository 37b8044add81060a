package io.chatlog.ingest.imports;

import io.chatlog.error.ErrorCode;
import io.chatlog.exchange.format.Export;
import io.chatlog.exchange.format.Fitting;
import io.chatlog.exchange.format.Format;
import io.chatlog.exchange.format.TextLimits;
import io.chatlog.exchange.record.Counts;
import io.chatlog.exchange.record.UnreadableException;
import io.chatlog.ingest.accept.ImportAcceptor;
import io.chatlog.ingest.accept.WriteContext;
import io.chatlog.ingest.accept.WriteLimits;
import io.chatlog.ingest.imports.ImportWriter.Presence;
import io.chatlog.ingest.outcome.Written.Target;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.value.MessageId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.Message;
import io.chatlog.view.Read;
import io.chatlog.view.Reads;
import io.chatlog.view.Session;
import java.io.IOException;
import java.util.function.Consumer;

/** Imports exports that were looked at before. Thread-safe; blocks for as long as it takes. */
public final class Importer {
  private final ImportAcceptor acceptor;
  private final EventEncoder encoder;
  private final PatientLog log;
  private final Reads reads;
  private final ImportUser users;

  public Importer(
      ImportAcceptor acceptor,
      EventEncoder encoder,
      PatientLog log,
      Reads reads,
      ImportUser users) {
    this.acceptor = acceptor;
    this.encoder = encoder;
    this.log = log;
    this.reads = reads;
    this.users = users;
  }

  /**
   * Writes everything of an export.
   *
   * @param counts what is in it: a user that is absent begins with its profile, and not at all
   *     where there is nothing to write
   * @param progress is told what became of it so far, after each batch
   * @return what became of it; where it stopped early, that is in there
   * @throws IOException when the export cannot be read any more
   */
  public ImportReport run(
      Export export,
      UserId user,
      Counts counts,
      WriteContext context,
      Consumer<ImportReport> progress)
      throws IOException {
    ImportReport report = new ImportReport();
    WriteLimits limits = acceptor.limits();
    ImportWriter writer =
        new ImportWriter(
            new ImportEvents(user, context, acceptor),
            encoder,
            log,
            presence(export.format(), user),
            () -> progress.accept(report),
            report);
    try {
      if (counts.hasRecords()) {
        users.ensure(user, counts.profile(), context, report);
      }
      export.read(
          new Fitting(
              writer,
              new TextLimits(
                  limits.titleCharsMax(), limits.contentCharsMax(), limits.contentBytesMax())));
      writer.flush();
    } catch (ImportStoppedException stopped) {
      report.stopped(stopped.code(), stopped.detail());
    } catch (UnreadableException changed) {
      report.stopped(changed.code(), changed.detail());
    }
    return report;
  }

  /**
   * A session of another system has an id that only an import gives, and so have its messages. One
   * of Chatlog's own export may be the very session that was exported, whose messages have other
   * ids than the export can tell: then they must not be appended once more.
   */
  private Presence presence(Format format, UserId user) {
    return format == Format.CHATLOG
        ? (session, first) -> isOurs(user, session, first)
        : (_, _) -> true;
  }

  private boolean isOurs(UserId user, SessionId session, Target first) {
    MessageId message = first.message();
    if (message == null) {
      throw new IllegalArgumentException("no message: " + first.id());
    }
    Lookup<Message> found = ask(new Read.GetMessage(user, session, message));
    if (found instanceof Lookup.Found<Message>) {
      return true;
    }
    return ask(new Read.GetSession(user, session)) instanceof Lookup.Found<Session>(Session empty)
        && empty.messageCount() == 0;
  }

  private <T> Lookup<T> ask(Read<Lookup<T>> read) {
    return switch (reads.read(read, Freshness.NOW)) {
      case Answer.Complete<Lookup<T>> complete -> complete.value();
      case Answer.Failed<Lookup<T>>(ErrorCode code, String detail) ->
          throw new ImportStoppedException(code, detail);
    };
  }
}
