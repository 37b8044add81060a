package io.chatlog.query.http;

import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.query.tail.TailHub;
import io.chatlog.route.Topology;
import io.chatlog.view.Reads;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Every route that reads. */
public final class QueryRoutes implements Routes {
  private final List<Routes> groups;

  /**
   * @param topology tells which node holds what
   * @param clock for durations back from now, as in {@code since=P7D}
   * @param tails wakes those who wait for new messages; closed by whoever made it
   * @param publishedLimits what {@code GET /v1/admin/config} tells, by name
   * @param logins what it takes to make tokens
   */
  public QueryRoutes(
      Reads reads,
      Topology topology,
      InstantSource clock,
      ReadLimits limits,
      TailHub tails,
      Map<String, Object> publishedLimits,
      Logins logins) {
    ReadSteps steps = new ReadSteps(reads, clock, limits);
    this.groups =
        List.of(
            new UserReadRoutes(steps),
            new SessionReadRoutes(steps),
            new TagRoutes(steps),
            new MessageReadRoutes(steps),
            new TailRoutes(steps, tails),
            new ExtractRoutes(steps),
            new ContextReadRoutes(steps),
            new StatsRoutes(steps),
            new DailyStatsRoutes(steps, clock),
            new ReceiptRoutes(steps),
            new SearchRoutes(steps),
            new AuthRoutes(steps, logins),
            new AdminRoutes(topology, reads.partitionCount(), publishedLimits));
  }

  @Override
  public void register(RouteTable routes) {
    groups.forEach(group -> group.register(routes));
  }
}
