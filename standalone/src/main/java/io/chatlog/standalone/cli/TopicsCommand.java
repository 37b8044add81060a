package io.chatlog.standalone.cli;

import io.chatlog.topic.LogUnreachableException;
import io.chatlog.topic.TopicAdmin;
import io.chatlog.topic.TopicPlan;
import io.chatlog.topic.TopicReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code chatlog topics}. */
@Command(
    name = "topics",
    header = "Creates, checks and lists the topics",
    description = {
      "Creates the topics that are absent, checks those that are there, and prints them. It changes"
          + " none that is there.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./chatlog topics --bootstrap 127.0.0.1:9092 --partitions 12",
      "  ./chatlog topics --check"
    })
final class TopicsCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:9092",
      description = "Kafka brokers, comma-separated (default: ${DEFAULT-VALUE}).")
  private String bootstrap = "";

  @Option(
      names = "--check",
      description = "Only check: create nothing; exit code 1 when something is not as wanted.")
  private boolean check;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Of every topic, fixed for ever (default: as recorded, or 4).")
  private @Nullable Integer partitions;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      description = "Copies of every partition (default: 3, or the number of brokers if fewer).")
  private @Nullable Integer replicationFactor;

  @Option(
      names = "--min-insync",
      paramLabel = "N",
      description = "Copies that must have a write (default: one fewer than all, at least 1).")
  private @Nullable Integer minInsync;

  @Option(
      names = "--feed-retention",
      paramLabel = "DURATION",
      defaultValue = "P7D",
      description = "How long chatlog.feed keeps records, as P7D or PT12H (default: P7D).")
  private Duration feedRetention = Duration.ZERO;

  @Option(
      names = "--erase-within",
      paramLabel = "DURATION",
      defaultValue = "P7D",
      description = {
        "How long what was deleted may stay in the topics, as P2D or PT1H, PT1M to P7D (default:"
            + " P7D). Topics that exist keep what they were made with."
      })
  private Duration eraseWithin = Duration.ZERO;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (TopicAdmin topics = TopicAdmin.connect(bootstrap, TIMEOUT)) {
      TopicPlan plan = plan(topics);
      TopicReport report = check ? topics.check(plan) : topics.ensure(plan);
      TopicTable.print(report, plan, out);
      report.faultLines().forEach(line -> err.println("chatlog topics: " + line));
      return report.isSound() ? ExitCode.OK : ExitCode.FAILED;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    } catch (LogUnreachableException e) {
      err.println("chatlog topics: " + e.getMessage());
      return ExitCode.FAILED;
    } catch (KafkaException e) {
      // Kafka hides what is wrong with an address behind "failed to create".
      Throwable told = e.getCause() instanceof KafkaException cause ? cause : e;
      err.println("chatlog topics: " + told.getMessage());
      return ExitCode.FAILED;
    }
  }

  private TopicPlan plan(TopicAdmin topics) {
    int copies = replicationFactor == null ? Math.min(3, topics.brokers()) : replicationFactor;
    int inSync = minInsync == null ? Math.max(1, copies - 1) : minInsync;
    int count =
        partitions == null
            ? topics.recordedPartitions().orElse(TopicPlan.STANDALONE_PARTITIONS)
            : partitions;
    return TopicPlan.standalone()
        .withPartitions(count)
        .withReplication(copies, inSync)
        .withFeedRetention(feedRetention)
        .withCompactionLag(eraseWithin);
  }
}
