package io.chatlog.standalone.cli;

import io.chatlog.standalone.demo.DemoConversations;
import io.chatlog.standalone.load.InputFile;
import io.chatlog.standalone.load.LoadLimits;
import io.chatlog.standalone.load.LoadStoppedException;
import io.chatlog.standalone.load.Tally;
import io.chatlog.standalone.role.StandaloneOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** What a standalone says to the person who started it. */
final class Banner {
  private final PrintWriter out;
  private final StandaloneOptions options;
  private final Path logFile;
  private final URI url;

  Banner(PrintWriter out, StandaloneOptions options, Path logFile) {
    this.out = out;
    this.options = options;
    this.logFile = logFile;
    this.url = options.http().url();
  }

  /** That it is ready, and where everything is. */
  void ready() {
    long startedAtMs = ManagementFactory.getRuntimeMXBean().getStartTime();
    double seconds = (System.currentTimeMillis() - startedAtMs) / 1e3;
    out.printf(Locale.ROOT, "chatlog is ready after %.1f s%n", seconds);
    out.println("  HTTP API   " + url + "   (reference: " + url + "/docs)");
    out.println("  Kafka      " + options.kafka().reachable());
    out.println("  registry   " + options.registry().url());
    out.println("  data       " + options.dataDir());
    out.println("  log        " + logFile);
    out.println("Ctrl-C stops it.");
    out.flush();
  }

  /** Loads the demo over the HTTP API, as any client could, and says what to try. */
  void demo() throws IOException, InterruptedException {
    out.println();
    out.println(
        "loading 170 real conversations (CC BY 4.0: Kummerfeld et al. 2019; Taskmaster TM-4)");
    out.flush();
    LoadRun run = new LoadRun(url, false, LoadLimits.of(200, 2, Duration.ofSeconds(30)), 5);
    long begin = System.nanoTime();
    try (InputFile input = DemoConversations.open()) {
      Tally.Counts counts = run.run(input, out);
      LoadSummary.print(counts, (System.nanoTime() - begin) / 1e9, false, out);
    } catch (LoadStoppedException e) {
      out.println("the conversations could not be loaded: " + e.getMessage());
    }
    out.println();
    out.println("Try:");
    DemoConversations.targets(url).forEach(target -> out.println("  curl '" + target + "'"));
    out.flush();
  }
}
