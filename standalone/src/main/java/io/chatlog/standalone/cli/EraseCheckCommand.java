package io.chatlog.standalone.cli;

import io.chatlog.standalone.erasure.FilesOnDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chatlog erase-check}. */
@Command(
    name = "erase-check",
    header = "Looks whether a word is left in any file",
    description = {
      "Looks for a text in every file of a data directory, and names each place: segments of"
          + " Kafka's logs and RocksDB's files are decoded, and every term of the search index is"
          + " looked at. Chatlog may run meanwhile.",
      "",
      "What was deleted is gone from every answer at once, and from every file within the time that"
          + " chatlog.processor.erase_within_ms and the topics set, a week by default.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 it is nowhere, 1 it is somewhere, 2 usage.",
      "",
      "Examples:",
      "  ./chatlog erase-check saffron",
      "  ./chatlog erase-check 'ada@example.org' --data-dir /var/lib/chatlog"
    })
final class EraseCheckCommand implements Callable<Integer> {
  private static final int TEXT_MIN = 3;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "TEXT", description = "What to look for, at least 3 characters.")
  private String text = "";

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "./data",
      description = "Where all data is kept (default: ${DEFAULT-VALUE}).")
  private Path dataDir = Path.of("");

  @Override
  public Integer call() {
    if (text.length() < TEXT_MIN) {
      throw new ParameterException(
          spec.commandLine(), "TEXT must have at least " + TEXT_MIN + " characters");
    }
    if (!Files.isDirectory(dataDir)) {
      throw new ParameterException(spec.commandLine(), dataDir + " is no directory");
    }
    List<String> places = FilesOnDisk.holding(text, dataDir);
    places.forEach(spec.commandLine().getOut()::println);
    spec.commandLine()
        .getErr()
        .println(
            places.isEmpty()
                ? "it is in no file under " + dataDir
                : (places.size() == FilesOnDisk.PLACES_MAX ? "more than " : "")
                    + places.size()
                    + " places");
    return places.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }
}
