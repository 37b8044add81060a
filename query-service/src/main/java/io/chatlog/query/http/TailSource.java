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
import io.chatlog.view.Read;
import io.chatlog.view.Session;
import io.chatlog.view.StreamPlace;
import io.chatlog.view.UserMessagePage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Where the messages of a tail stand. */
interface TailSource {
  /** A message and its place, which is the id of its event. */
  record Item(StreamPlace place, Message message) {}

  /**
   * What stands behind a place.
   *
   * @param place up to where everything was looked at
   * @param more whether something is known to stand behind that
   * @param unknown whether the place that was asked for is none of what is followed: the page is
   *     the first one
   * @param complete the read that found it
   */
  record Page(
      List<Item> items, StreamPlace place, boolean more, boolean unknown, Complete<?> complete) {}

  /**
   * Reads what stands behind a place.
   *
   * @throws ProblemException when there is no such user or session, or no answer now
   */
  Page behind(StreamPlace place, int limit, Freshness freshness);

  /**
   * The same, where each page is checked once it is read, so that what came into being since the
   * last check is not told to whom it does not concern.
   *
   * @param check ends the stream by throwing
   */
  default TailSource checkedBy(Runnable check) {
    return (place, limit, freshness) -> {
      Page page = behind(place, limit, freshness);
      check.run();
      return page;
    };
  }

  /**
   * The messages of a session by {@code seq}. One that is soft-deleted is not found, and one that
   * was deleted and made anew while it was followed: its messages begin at 1 again, and their
   * places bear a mark. A place of another session of the same id is unknown, and so is one behind
   * the last {@code seq} that the session ever gave: nobody who waited there would be told what
   * comes before it. Who may answer from a past cannot tell that.
   *
   * @param resumed whether the first place is the id of an event; otherwise it is one of the
   *     session that is there
   */
  static TailSource ofSession(ReadSteps steps, SessionAddress address, boolean resumed) {
    AtomicLong followed = new AtomicLong(Long.MIN_VALUE);
    AtomicBoolean first = new AtomicBoolean(true);
    return (place, limit, freshness) -> {
      Complete<Lookup<Session>> looked =
          steps.ask(new Read.GetSession(address.owner(), address.session()), freshness);
      Session session = ReadSteps.found(looked);
      if (session.status() == SessionStatus.DELETED) {
        throw ReadSteps.missing(looked, ErrorCode.SESSION_NOT_FOUND, "the session is deleted");
      }
      long created = session.createdAtMicros();
      if (followed.compareAndExchange(Long.MIN_VALUE, created) != Long.MIN_VALUE
          && followed.get() != created) {
        throw ReadSteps.missing(looked, ErrorCode.SESSION_NOT_FOUND, "the session was made anew");
      }
      Complete<Lookup<MessagePage>> behind = follow(steps, address, place, limit, freshness);
      MessagePage.Life life = ReadSteps.found(behind).life();
      boolean given = !resumed && first.getAndSet(false);
      boolean unknown =
          life != null && !behind.stale() && !(holds(life, place, given) && fits(life, place));
      StreamPlace from = unknown ? StreamPlace.at(0) : place;
      Complete<Lookup<MessagePage>> complete =
          unknown ? follow(steps, address, from, limit, freshness) : behind;
      return page(complete, from, unknown);
    };
  }

  private static Page page(
      Complete<Lookup<MessagePage>> complete, StreamPlace from, boolean unknown) {
    MessagePage page = ReadSteps.found(complete);
    MessagePage.Life life = page.life();
    long mark =
        life == null ? from.life() : life.anew() ? life.beganOffset() : StreamPlace.FIRST_LIFE;
    List<Item> items = new ArrayList<>(page.items().size());
    page.items()
        .forEach(
            message -> items.add(new Item(StreamPlace.at(message.seq()).ofLife(mark), message)));
    StreamPlace last = items.isEmpty() ? from.ofLife(mark) : items.getLast().place();
    Long next = page.next();
    return new Page(
        items,
        next != null && next > last.offset() ? StreamPlace.at(next).ofLife(mark) : last,
        next != null,
        unknown,
        complete);
  }

  /**
   * Whether a place is one of the session that is there, be it only because it was asked for so.
   */
  private static boolean holds(MessagePage.Life life, StreamPlace place, boolean given) {
    if (given || place.offset() <= 0) {
      return true;
    }
    // one that bears a mark is right where a state that was made anew does not know of the other
    return place.life() == StreamPlace.FIRST_LIFE
        ? !life.anew()
        : place.life() == life.beganOffset();
  }

  private static boolean fits(MessagePage.Life life, StreamPlace place) {
    return place.offset() <= life.lastSeq();
  }

  private static Complete<Lookup<MessagePage>> follow(
      ReadSteps steps, SessionAddress address, StreamPlace place, int limit, Freshness freshness) {
    return steps.ask(
        new Read.FollowMessages(address.owner(), address.session(), place.offset(), limit),
        freshness);
  }

  /** The messages of all sessions of a user in the order of the log. */
  static TailSource ofUser(ReadSteps steps, UserId user) {
    return (place, limit, freshness) -> {
      Complete<Lookup<UserMessagePage>> complete =
          steps.ask(new Read.ListUserMessages(user, place, limit), freshness);
      UserMessagePage page = ReadSteps.found(complete);
      List<Item> items = new ArrayList<>(page.items().size());
      page.items().forEach(placed -> items.add(new Item(placed.place(), placed.message())));
      return new Page(items, page.place(), page.more(), false, complete);
    };
  }
}
