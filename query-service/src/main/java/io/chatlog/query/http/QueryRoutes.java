package io.chatlog.query.http;

import io.chatlog.config.LiveSettings;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.query.tail.TailHub;
import io.chatlog.route.Topology;
import io.chatlog.topic.LogSizes;
import io.chatlog.view.Reads;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Every route that reads. */
public final class QueryRoutes implements Routes {
  private final List<Routes> groups;

  /**
   * @param topology tells which node holds what
   * @param clock for durations back from now, as in {@code since=P7D}
   * @param tails wakes those who wait for new messages; closed by whoever made it
   * @param limits the bounds in force
   * @param publishedLimits what {@code GET /v1/admin/config} tells, by name
   * @param settings what can be changed at run time; null where nothing can
   * @param logins what it takes to make tokens
   * @param vectors makes vectors of the texts that are searched for
   * @param logSizes what the topics take, and where the log ends
   */
  public QueryRoutes(
      Reads reads,
      Topology topology,
      InstantSource clock,
      Supplier<ReadLimits> limits,
      TailHub tails,
      Supplier<Map<String, Object>> publishedLimits,
      @Nullable LiveSettings settings,
      Logins logins,
      TextVectors vectors,
      LogSizes logSizes) {
    ReadSteps steps = new ReadSteps(reads, clock, limits);
    this.groups =
        List.of(
            new UserReadRoutes(steps),
            new SessionReadRoutes(steps),
            new TagRoutes(steps),
            new MessageReadRoutes(steps),
            new DocumentReadRoutes(steps),
            new ExportRoutes(steps),
            new TailRoutes(steps, tails),
            new ExtractRoutes(steps),
            new PersonaReadRoutes(steps),
            new PanelReadRoutes(steps),
            new ContextReadRoutes(steps),
            new StatsRoutes(steps),
            new DailyStatsRoutes(steps, clock),
            new ReceiptRoutes(steps, logSizes),
            new SearchRoutes(steps, vectors),
            new AuthRoutes(steps, logins),
            new UpkeepRoutes(steps, topology),
            new ConfigRoutes(publishedLimits, settings, topology::nodes),
            new AdminRoutes(topology, reads.partitionCount(), logSizes));
  }

  @Override
  public void register(RouteTable routes) {
    groups.forEach(group -> group.register(routes));
  }
}
