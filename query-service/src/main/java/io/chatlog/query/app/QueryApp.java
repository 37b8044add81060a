package io.chatlog.query.app;

import io.chatlog.auth.AuthSettings;
import io.chatlog.auth.Passwords;
import io.chatlog.config.LiveSettings;
import io.chatlog.embedding.Embedder;
import io.chatlog.http.Access;
import io.chatlog.http.Routes;
import io.chatlog.http.operations.OwnersKnown;
import io.chatlog.http.operations.Readiness;
import io.chatlog.query.http.Logins;
import io.chatlog.query.http.QueryRoutes;
import io.chatlog.query.http.TextVectors;
import io.chatlog.query.tail.TailHub;
import io.chatlog.route.Topology;
import io.chatlog.topic.LogSizes;
import io.chatlog.view.Reads;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The read side: its routes and whether it can answer. It keeps nothing but who listens for new
 * messages; the reads that it is given are closed by whoever made them. The routes are to be served
 * by a server of its own ({@link QueryServer}) or by one that is shared.
 */
public final class QueryApp implements AutoCloseable {
  /** Each takes 19 MiB and a core: more at once would only take longer. */
  private static final int PASSWORDS_AT_ONCE_MAX = 4;

  private static final Duration PASSWORD_PATIENCE = Duration.ofSeconds(3);

  private final Routes routes;
  private final TailHub tails;
  private final Readiness readiness;
  private volatile QueryConfig config;
  private volatile Map<String, Object> otherLimits;

  /**
   * Builds the routes.
   *
   * @param otherLimits limits of other components by name, which {@code GET /v1/admin/config}
   *     publishes beside its own: those of ingest
   * @param auth who gets tokens
   */
  public QueryApp(
      QueryConfig config,
      Reads reads,
      Topology topology,
      Map<String, Object> otherLimits,
      AuthSettings auth) {
    this(config, reads, topology, otherLimits, auth, null, LogSizes.UNKNOWN, null);
  }

  /**
   * Builds the routes.
   *
   * @param settings what can be changed at run time; whoever made it has changes applied here
   * @param logSizes what the topics take
   * @param embedder makes vectors of what is searched for, null where nobody does; closed by
   *     whoever made it
   */
  public QueryApp(
      QueryConfig config,
      Reads reads,
      Topology topology,
      Map<String, Object> otherLimits,
      AuthSettings auth,
      @Nullable LiveSettings settings,
      LogSizes logSizes,
      @Nullable Embedder embedder) {
    this.config = config;
    this.otherLimits = Map.copyOf(otherLimits);
    this.tails = new TailHub(reads, config.tails());
    InstantSource clock = InstantSource.system();
    SecureRandom random = new SecureRandom();
    Logins logins =
        new Logins(
            new Passwords(PASSWORDS_AT_ONCE_MAX, PASSWORD_PATIENCE, random),
            Access.tokens(auth, clock),
            random.nextInt());
    this.routes =
        new QueryRoutes(
            reads,
            topology,
            clock,
            () -> this.config.limits(),
            tails,
            this::limits,
            settings,
            logins,
            embedder == null
                ? TextVectors.none(config.embeddingDimensions())
                : new ModelVectors(embedder),
            logSizes);
    this.readiness = new OwnersKnown(topology, reads.partitionCount());
  }

  /** The routes; those of writes are another's. */
  public Routes routes() {
    return routes;
  }

  /** Whether reads can be answered. */
  public Readiness readiness() {
    return readiness;
  }

  /** What {@code GET /v1/admin/config} tells, by name. */
  public Map<String, Object> limits() {
    QueryConfig now = config;
    Map<String, Object> all = new TreeMap<>(otherLimits);
    all.putAll(now.limits().byName());
    all.putAll(now.tails().byName());
    return Collections.unmodifiableMap(all);
  }

  /**
   * Has other bounds from now on; streams that are open keep theirs.
   *
   * @param others limits of other components by name
   */
  public void apply(QueryConfig changed, Map<String, Object> others) {
    tails.limit(changed.tails());
    otherLimits = Map.copyOf(others);
    config = changed;
  }

  /** Measures who listens: {@code chatlog_tail_streams}, how many live tails are open now. */
  public void measure(MeterRegistry registry) {
    Gauge.builder("chatlog.tail.streams", tails, TailHub::listeners)
        .description("Live tails that are open now")
        .register(registry);
  }

  /**
   * Ends the streams of those who listen, each with the word to resume. To be closed before the
   * server, which would wait for them.
   */
  @Override
  public void close() {
    tails.close();
  }
}
