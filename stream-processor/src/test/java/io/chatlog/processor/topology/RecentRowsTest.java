package io.chatlog.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which rows are in memory, beside a list that is searched from its end. */
class RecentRowsTest {
  private static final long WEIGHT_MAX = 100;

  private record Entry(int key, String row) {}

  @Test
  void keepsThoseThatWereUsedLastWithinTheWeight() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      RecentRows<Integer, String> rows = new RecentRows<>(WEIGHT_MAX, String::length);
      List<Entry> model = new ArrayList<>(); // the one used last is last
      for (int step = 0; step < 300; step++) {
        int key = random.nextInt(12);
        Entry known = model.stream().filter(entry -> entry.key() == key).findFirst().orElse(null);
        if (random.nextInt(3) == 0) {
          assertThat(rows.get(key))
              .as("seed %d", seed)
              .isEqualTo(known == null ? null : known.row());
          if (known != null) {
            model.remove(known);
            model.add(known);
          }
        } else if (random.nextInt(40) == 0) {
          rows.clear();
          model.clear();
        } else {
          String row = "x".repeat(random.nextInt(120));
          rows.put(key, row);
          model.remove(known);
          model.add(new Entry(key, row));
          while (model.stream().mapToInt(entry -> entry.row().length()).sum() > WEIGHT_MAX) {
            model.removeFirst();
          }
        }
      }
    }
  }
}
