package io.chatlog.query.http;

import io.chatlog.http.entity.EntityJson;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.query.http.PathIds.SessionAddress;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.Message;
import io.chatlog.view.MessagePage;
import io.chatlog.view.MessageRange;
import io.chatlog.view.Read;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;

/**
 * Every message that a session had when the request came, one JSON object a line, oldest first. One
 * page is in memory at a time, and the next one is read when the client has taken the last.
 *
 * <p>A page that cannot be read, because its owner is gone for longer than the deadline, ends the
 * answer with an exception: the connection is broken off, and nobody takes the part for the whole.
 *
 * @param first what the answer reflects: the read that saw the newest message
 * @param later how fresh the pages must be: not older than that
 * @param endSeq behind the newest message
 * @param check run once a page is read, before any of it is told; ends the answer by throwing
 */
record MessageStream(
    ReadSteps steps,
    SessionAddress address,
    Complete<Lookup<MessagePage>> first,
    Freshness later,
    long endSeq,
    Runnable check) {

  /** Looks at the newest message, so that what cannot be answered at all is a problem. */
  static MessageStream begin(
      ReadSteps steps, SessionAddress address, Freshness freshness, Runnable check) {
    MessageRange newest =
        new MessageRange(
            0, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, Set.of(), true, 0, 1, null);
    Complete<Lookup<MessagePage>> first =
        steps.ask(new Read.ListMessages(address.owner(), address.session(), newest), freshness);
    MessagePage page = ReadSteps.found(first);
    long endSeq = page.items().isEmpty() ? 0 : page.items().getFirst().seq() + 1;
    return new MessageStream(
        steps, address, first, ReadSteps.goingOn(first, freshness), endSeq, check);
  }

  void writeTo(OutputStream out) throws IOException {
    JsonWriter json = JsonWriter.to(out);
    Long after = 0L;
    while (after != null && after + 1 < endSeq) {
      MessagePage page = page(after);
      for (Message message : page.items()) {
        EntityJson.write(message, json);
        json.newLine();
      }
      after = page.next();
    }
    json.close();
  }

  private MessagePage page(long after) {
    MessageRange range =
        new MessageRange(
            after,
            endSeq,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            Set.of(),
            false,
            0,
            steps.limits().streamPageItems(),
            null);
    Complete<Lookup<MessagePage>> page =
        steps.ask(new Read.ListMessages(address.owner(), address.session(), range), later);
    check.run();
    return ReadSteps.found(page);
  }
}
