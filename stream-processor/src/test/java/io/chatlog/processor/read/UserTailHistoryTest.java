package io.chatlog.processor.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.event.Event;
import io.chatlog.processor.MapPartition;
import io.chatlog.testkit.Events;
import io.chatlog.value.MessageId;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Lookup;
import io.chatlog.view.Message;
import io.chatlog.view.Read;
import io.chatlog.view.StreamPlace;
import io.chatlog.view.UserMessagePage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that follow a user while sessions are forked, soft-deleted, restored and deleted, each at
 * a pace of its own: in the end each was told every message that is there. Those who keep up, from
 * whenever they begin, were told none twice; those who fall behind while sessions come and go may
 * be told a few twice, because their place remembers a few stretches only.
 */
final class UserTailHistoryTest {
  private static final int EVENTS = 2_000;
  private static final UserId USER = new UserId("u");

  private final Events events = new Events();
  private final MapPartition partition = new MapPartition();
  private int messages;

  /** One who follows. Its place goes over the wire as text. */
  private final class Client {
    private final int paceMax;
    private final Set<String> told = new HashSet<>();
    private final List<String> twice = new ArrayList<>();
    private StreamPlace place = StreamPlace.BEGINNING;
    private int wait;

    Client(int paceMax) {
      this.paceMax = paceMax;
    }

    void step(Random random) {
      if (wait-- > 0) {
        return;
      }
      wait = random.nextInt(paceMax);
      boolean all = keepsUp() || random.nextBoolean();
      do {
        all &= take(1 + random.nextInt(20));
      } while (all);
    }

    boolean keepsUp() {
      return paceMax == 1;
    }

    /** Takes a page; whether there is more. */
    boolean take(int limit) {
      Lookup<UserMessagePage> found =
          ReadSwitch.answer(partition, 0, 0, new Read.ListUserMessages(USER, place, limit));
      UserMessagePage page = ((Lookup.Found<UserMessagePage>) found).value();
      for (UserMessagePage.Placed item : page.items()) {
        assertThat(item.place().isBehind(place)).isTrue();
        place = item.place();
        if (!told.add(id(item.message()))) {
          twice.add(id(item.message()));
        }
      }
      assertThat(place.isBehind(page.place())).isFalse();
      place = page.place();
      assertThat(
              place.offset() < 0 || StreamPlace.parse(place.toString()).orElseThrow().equals(place))
          .isTrue();
      return page.more();
    }
  }

  private static String id(Message message) {
    return message.session() + "/" + message.id();
  }

  private Event next(Random random) {
    String session = "s" + random.nextInt(6);
    return switch (random.nextInt(24)) {
      case 0, 1 -> events.patchSession("u", session, "{\"status\":\"deleted\"}", null);
      case 2, 3, 4 -> events.patchSession("u", session, "{\"status\":\"active\"}", null);
      case 5 ->
          events.patchSession("u", session, "{\"title\":\"t" + random.nextInt() + "\"}", null);
      case 6 -> events.deleteSession("u", session, null);
      case 7 -> events.fork("u", session, "other@" + random.nextInt(9));
      case 8, 9, 10 -> events.copy("u", session, "c" + messages++, Role.USER, "copied");
      case 11 -> events.session("u", session, "web");
      case 12 -> events.deleteMessage("u", session, "m" + random.nextInt(messages + 1), null);
      default -> events.message("u", session, "m" + messages++, Role.USER, "said");
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void everyClientIsToldEverythingOnce(long seed) {
    Random random = new Random(seed);
    List<Client> clients = new ArrayList<>();
    partition.apply(events.user("u"));
    for (int offset = 1; offset < EVENTS; offset++) {
      partition.apply(next(random));
      if (offset % 50 == 1) {
        clients.add(new Client(List.of(1, 3, 20, 200).get(random.nextInt(4))));
      }
      clients.forEach(client -> client.step(random));
    }
    int told = 0;
    int twice = 0;
    for (Client client : clients) {
      while (client.take(7)) {
        // to the end
      }
      Set<String> missing = new TreeSet<>(visible());
      missing.removeAll(client.told);
      assertThat(missing).as("seed %d: never told; it is at %s", seed, client.place).isEmpty();
      if (client.keepsUp()) {
        assertThat(client.twice).as("seed %d: told twice to who keeps up", seed).isEmpty();
      }
      told += client.told.size();
      twice += client.twice.size();
    }
    assertThat(twice).as("seed %d: told twice of %d", seed, told).isLessThan(1 + told / 30);
  }

  private Set<String> visible() {
    Set<String> ids = new TreeSet<>();
    for (int session = 0; session < 6; session++) {
      SessionId in = new SessionId("s" + session);
      var row = partition.rows().session(USER, in);
      if (row == null || row.session().deletedAtMicros() != null) {
        continue;
      }
      for (int number = 0; number < messages; number++) {
        for (String kind : List.of("m", "c")) {
          var message = partition.rows().message(USER, in, new MessageId(kind + number));
          if (message != null) {
            ids.add(id(message.message()));
          }
        }
      }
    }
    return ids;
  }
}
