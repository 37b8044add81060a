package io.chatlog.standalone.cli;

import io.chatlog.standalone.load.InputFile;
import io.chatlog.standalone.load.LoadLimits;
import io.chatlog.standalone.load.LoadStoppedException;
import io.chatlog.standalone.load.Loader;
import io.chatlog.standalone.load.Tally;
import io.chatlog.standalone.load.http.HttpBatchSender;
import io.chatlog.standalone.load.http.JsonLineParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;

/** One load with its progress shown. */
final class LoadRun {
  private final URI url;
  private final boolean async;
  private final LoadLimits limits;
  private final Tally tally;

  LoadRun(URI url, boolean async, LoadLimits limits, int examplesMax) {
    this.url = url;
    this.async = async;
    this.limits = limits;
    this.tally = new Tally(examplesMax);
  }

  /**
   * Returns the counts when every line is settled.
   *
   * @throws LoadStoppedException when the server does not take such requests
   */
  Tally.Counts run(InputFile input, PrintWriter out)
      throws IOException, InterruptedException, LoadStoppedException {
    try (HttpBatchSender sender = new HttpBatchSender(url, async);
        Progress progress = Progress.show(input, tally, out)) {
      new Loader(new JsonLineParser(), sender, limits, tally, Thread::sleep).load(input.lines());
      progress.finish();
    }
    return tally.counts();
  }
}
