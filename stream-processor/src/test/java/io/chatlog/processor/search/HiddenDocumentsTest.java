package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.SearchPage;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Sessions that come and go in sight, in indexes of several segments. */
class HiddenDocumentsTest {
  @Test
  void whatIsHiddenIsNotFoundAndComesBack() {
    Random random = new Random(11);
    Corpus corpus = Corpus.inMemory();
    Set<String> shown = new TreeSet<>();
    Set<String> hidden = new TreeSet<>();
    for (int step = 0; step < 150; step++) {
      String session = "s" + random.nextInt(6);
      switch (random.nextInt(4)) {
        case 0 -> {
          corpus.change("u", session, "irc", null, SessionStatus.DELETED);
          hidden.add(session);
        }
        case 1 -> {
          hidden.forEach(one -> corpus.change("u", one, "irc", null, SessionStatus.ACTIVE));
          hidden.clear();
        }
        default -> {
          if (!hidden.contains(session)) {
            String content = "kernel " + session + " at" + step;
            corpus.say("u", session, Role.USER, content, step);
            UserId owner = new UserId("u");
            SessionId id = new SessionId(session);
            corpus.index.apply(owner, id, corpus.sessions.get("u\0" + session));
            shown.add(content);
          }
        }
      }
      if (step % 20 == 10) {
        corpus.index.merge(); // writes the documents of sessions, too
      }
      Set<String> expected = new TreeSet<>(shown);
      expected.removeIf(content -> hidden.contains(content.split(" ")[1]));
      for (String query : new String[] {"kernel", "-absent"}) {
        SearchPage page = corpus.page(step % 2 == 0 ? "u" : null, Corpus.query(query));
        assertThat(new TreeSet<>(Corpus.contents(page))).as("step %d", step).isEqualTo(expected);
        assertThat(page.total()).as("rows do not have to correct it").isEqualTo(expected.size());
      }
    }
  }

  @Test
  void documentsOfSessionsAreNoHits() {
    Corpus corpus = Corpus.inMemory();
    corpus.change("u", "s", "irc", null, SessionStatus.ACTIVE);
    corpus.say("kernel");
    corpus.index.apply(new UserId("u"), new SessionId("s"), corpus.sessions.get("u\0s"));
    corpus.index.merge();
    assertThat(corpus.page(null, Corpus.query("-absent")).total()).isEqualTo(1);
  }
}
