package io.chatlog.ingest.http;

import io.chatlog.auth.Passwords;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.ingest.accept.Acceptor;
import io.chatlog.ingest.accept.ImportAcceptor;
import io.chatlog.ingest.document.TextExtractor;
import io.chatlog.ingest.elsewhere.Elsewhere;
import io.chatlog.ingest.email.EmailClaims;
import io.chatlog.ingest.imports.ImportSettings;
import io.chatlog.ingest.imports.ImportUser;
import io.chatlog.ingest.imports.Importer;
import io.chatlog.ingest.imports.PatientLog;
import io.chatlog.ingest.imports.Pause;
import io.chatlog.ingest.outcome.Outcomes;
import io.chatlog.ingest.publish.Barriers;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.ingest.publish.EventLog;
import io.chatlog.view.Reads;
import java.util.List;

/** Every route that writes. */
public final class IngestRoutes implements Routes {
  private final List<Routes> groups;

  /**
   * @param log where accepted writes go, behind its admission
   * @param reads tells what became of them, and what a fork copies
   * @param barriers marks what was accepted before a write that looks at it
   * @param emails reserves e-mail addresses
   * @param elsewhere erases what a user has in partitions of others with the user
   * @param passwords hashes them
   * @param extractor extracts the text of documents
   * @param imports the bounds of imports
   * @param pause waits before an import asks a log again that is away
   */
  public IngestRoutes(
      RouteSettings settings,
      Acceptor acceptor,
      EventEncoder encoder,
      EventLog log,
      Reads reads,
      Barriers barriers,
      EmailClaims emails,
      Elsewhere elsewhere,
      Passwords passwords,
      TextExtractor extractor,
      ImportSettings imports,
      Pause pause) {
    WriteSteps steps =
        WriteSteps.of(
            settings, acceptor, encoder, log, reads, barriers, emails, elsewhere, passwords,
            extractor);
    this.groups =
        List.of(
            new UserRoutes(steps),
            new SessionRoutes(steps),
            new MessageRoutes(steps),
            new ContextRoutes(steps),
            new PersonaRoutes(steps),
            new PanelRoutes(steps),
            new DocumentRoutes(steps),
            new ImportRoutes(
                imports,
                importer(
                    settings,
                    acceptor,
                    encoder,
                    new PatientLog(log, new Outcomes(reads), pause, settings.waitMillisDefault()),
                    reads,
                    emails)));
  }

  private static Importer importer(
      RouteSettings settings,
      Acceptor acceptor,
      EventEncoder encoder,
      PatientLog log,
      Reads reads,
      EmailClaims emails) {
    ImportAcceptor events = new ImportAcceptor(acceptor, settings.limits());
    return new Importer(
        events, encoder, log, reads, new ImportUser(events, encoder, log, reads, emails));
  }

  @Override
  public void register(RouteTable routes) {
    groups.forEach(group -> group.register(routes));
  }
}
