package io.chatlog.ingest.http;

import io.chatlog.auth.Passwords;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.ingest.accept.Acceptor;
import io.chatlog.ingest.email.EmailClaims;
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
   * @param emails reserves e-mail addresses
   * @param passwords hashes them
   */
  public IngestRoutes(
      RouteSettings settings,
      Acceptor acceptor,
      EventEncoder encoder,
      EventLog log,
      Reads reads,
      EmailClaims emails,
      Passwords passwords) {
    WriteSteps steps = WriteSteps.of(settings, acceptor, encoder, log, reads, emails, passwords);
    this.groups =
        List.of(new UserRoutes(steps), new SessionRoutes(steps), new MessageRoutes(steps));
  }

  @Override
  public void register(RouteTable routes) {
    groups.forEach(group -> group.register(routes));
  }
}
