package io.chatlog.query.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.LiveOutput;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.json.FieldNames;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.http.json.StrictJson;
import io.chatlog.http.param.MediaType;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.query.http.UpkeepWalk.Place;
import io.chatlog.route.NodeMetadata;
import io.chatlog.route.PartitionRole;
import io.chatlog.route.PartitionStatus;
import io.chatlog.route.Topology;
import io.chatlog.view.UpkeepReport;
import io.chatlog.view.UpkeepTask;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is done to whole partitions. It takes as long as it takes: as NDJSON, where that is
 * accepted, progress comes line by line and what came of it as the last line; as JSON, blanks keep
 * the connection alive until what came of it is known.
 */
final class UpkeepRoutes implements Routes {
  private static final int AT_ONCE_MAX = 4;
  private static final String PARTITION = "partition";
  private static final Duration TELL_EVERY = Duration.ofMillis(500);
  private static final Duration BLANK_EVERY = Duration.ofSeconds(5);

  private final ReadSteps steps;
  private final Topology topology;
  private final Semaphore turns = new Semaphore(AT_ONCE_MAX);

  UpkeepRoutes(ReadSteps steps, Topology topology) {
    this.steps = steps;
    this.topology = topology;
  }

  @Override
  public void register(RouteTable routes) {
    routes
        .add(
            HttpMethod.GET,
            "/v1/admin/verify",
            "verify",
            Set.of(PARTITION),
            request -> answer(request, UpkeepTask.VERIFY, "clean"))
        .add(
            HttpMethod.POST,
            "/v1/admin/optimize",
            "optimize",
            Set.of(PARTITION),
            request -> answer(request, UpkeepTask.OPTIMIZE, "done"))
        .add(
            HttpMethod.POST,
            "/v1/admin/reindex",
            "reindex",
            Set.of(PARTITION),
            request -> answer(request, UpkeepTask.REINDEX, "done"));
  }

  private Answer answer(Request request, UpkeepTask task, String sound) throws IOException {
    List<Integer> partitions = partitions(request);
    if (request.route().method() == HttpMethod.POST) {
      requireNothing(request);
    }
    boolean lines = acceptsLines(request.headers("Accept"));
    String mediaType = lines ? MediaType.NDJSON.mainName() : MediaType.JSON.mainName();
    if (request.isHead()) {
      return Answer.liveStream(200, mediaType, _ -> {});
    }
    return Answer.liveStream(
        200,
        mediaType,
        out -> {
          boolean turn = turns.tryAcquire();
          try {
            write(task, sound, turn ? places(task, partitions) : List.of(), lines, out);
          } finally {
            turns.release(turn ? 1 : 0);
          }
        });
  }

  private List<Integer> partitions(Request request) {
    Long one = request.query().integer(PARTITION, 0, steps.reads().partitionCount() - 1L);
    request.query().throwIfFaulty();
    if (turns.availablePermits() == 0) {
      throw new ProblemException(
          ErrorCode.TOO_MANY_REQUESTS, AT_ONCE_MAX + " such requests are under way already");
    }
    return one == null
        ? IntStream.range(0, steps.reads().partitionCount()).boxed().toList()
        : List.of(Math.toIntExact(one));
  }

  /** There is nothing to say in the body. */
  private static void requireNothing(Request request) throws IOException {
    if (request.body().length() > 0) {
      request.mediaType(Set.of(MediaType.JSON));
      StrictJson.object(request.body(), FieldNames.of()).faults().throwIfAny();
    }
  }

  /** Partitions are verified where they are owned; the rest is done wherever they are held. */
  private List<Place> places(UpkeepTask task, List<Integer> partitions) {
    if (task == UpkeepTask.VERIFY) {
      return partitions.stream().map(partition -> new Place(partition, null)).toList();
    }
    List<Place> places = new ArrayList<>();
    for (NodeMetadata node : topology.nodes()) {
      for (PartitionStatus status : node.partitions()) {
        if (status.role() != PartitionRole.RESTORING && partitions.contains(status.partition())) {
          places.add(new Place(status.partition(), node.address()));
        }
      }
    }
    return places;
  }

  private static boolean acceptsLines(List<String> accept) {
    return accept.stream().anyMatch(value -> value.contains("ndjson"));
  }

  private void write(
      UpkeepTask task, String sound, List<Place> places, boolean lines, LiveOutput out)
      throws IOException {
    JsonWriter json = JsonWriter.to(out);
    UpkeepWalk walk =
        new UpkeepWalk(steps, topology, task, lines ? new Lines(json, out) : new Blanks(out));
    List<UpkeepWalk.Ended> ended = walk.run(places);
    if (ended.isEmpty() || ended.getLast().report().state() != UpkeepReport.State.DONE) {
      out.failed(ErrorCode.PARTITION_UNAVAILABLE.status());
    }
    UpkeepJson.verdict(sound, ended, json);
    if (lines) {
      json.newLine();
    }
    json.close();
  }

  /** Writes a line for each step, and now and then in between. */
  private static final class Lines implements UpkeepWalk.Listener {
    private final JsonWriter json;
    private final LiveOutput out;
    private @Nullable Place place;
    private @Nullable String step;
    private long toldNanos;

    Lines(JsonWriter json, LiveOutput out) {
      this.json = json;
      this.out = out;
    }

    @Override
    public void report(Place at, UpkeepReport report) throws IOException {
      long now = System.nanoTime();
      if (at.equals(place)
          && report.step().equals(step)
          && !report.ended()
          && now - toldNanos < TELL_EVERY.toNanos()) {
        return;
      }
      place = at;
      step = report.step();
      toldNanos = now;
      UpkeepJson.progress(at, report, json);
      json.newLine();
      json.flush();
      out.flush();
    }
  }

  /** Writes blanks, which mean nothing before JSON. */
  private static final class Blanks implements UpkeepWalk.Listener {
    private final LiveOutput out;
    private long toldNanos = System.nanoTime();

    Blanks(LiveOutput out) {
      this.out = out;
    }

    @Override
    public void report(Place at, UpkeepReport report) throws IOException {
      if (System.nanoTime() - toldNanos >= BLANK_EVERY.toNanos()) {
        toldNanos = System.nanoTime();
        out.write(' ');
        out.flush();
      }
    }
  }
}
