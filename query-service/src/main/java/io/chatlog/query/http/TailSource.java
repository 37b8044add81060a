package io.chatlog.query.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.query.http.PathIds.SessionAddress;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.Message;
import io.chatlog.view.MessagePage;
import io.chatlog.view.MessageRange;
import io.chatlog.view.Read;
import io.chatlog.view.Session;
import io.chatlog.view.UserMessagePage;
import java.util.ArrayList;
import java.util.List;

/** Where the messages of a tail stand. */
interface TailSource {
  /** A message and the id of its event. */
  record Item(long id, Message message) {}

  /**
   * What stands behind a place.
   *
   * @param place up to where everything was looked at
   * @param more whether something is known to stand behind that
   * @param complete the read that found it
   */
  record Page(List<Item> items, long place, boolean more, Complete<?> complete) {}

  /**
   * Reads what stands behind a place.
   *
   * @throws ProblemException when there is no such user or session, or no answer now
   */
  Page behind(long place, int limit, Freshness freshness);

  /** The messages of a session by {@code seq}; one that is soft-deleted is not found. */
  static TailSource ofSession(ReadSteps steps, SessionAddress address) {
    return (place, limit, freshness) -> {
      Session session =
          ReadSteps.found(
              steps
                  .ask(new Read.GetSession(address.owner(), address.session()), freshness)
                  .value());
      if (session.status() == SessionStatus.DELETED) {
        throw new ProblemException(ErrorCode.SESSION_NOT_FOUND, "the session is deleted");
      }
      Complete<Lookup<MessagePage>> complete =
          steps.ask(
              new Read.ListMessages(
                  address.owner(), address.session(), MessageRange.after(place, limit)),
              freshness);
      MessagePage page = ReadSteps.found(complete.value());
      List<Item> items = new ArrayList<>(page.items().size());
      page.items().forEach(message -> items.add(new Item(message.seq(), message)));
      long last = items.isEmpty() ? place : items.getLast().id();
      Long next = page.next();
      return new Page(items, next == null ? last : Math.max(last, next), next != null, complete);
    };
  }

  /** The messages of all sessions of a user by log offset. */
  static TailSource ofUser(ReadSteps steps, UserId user) {
    return (place, limit, freshness) -> {
      Complete<Lookup<UserMessagePage>> complete =
          steps.ask(new Read.ListUserMessages(user, place, limit), freshness);
      UserMessagePage page = ReadSteps.found(complete.value());
      List<Item> items = new ArrayList<>(page.items().size());
      page.items().forEach(placed -> items.add(new Item(placed.offset(), placed.message())));
      return new Page(items, page.place(), page.more(), complete);
    };
  }
}
