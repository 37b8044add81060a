package io.chatlog.ingest.app;

import com.typesafe.config.Config;
import io.chatlog.http.HttpServerSettings;
import io.chatlog.ingest.accept.DocumentLimits;
import io.chatlog.ingest.accept.WriteContext;
import io.chatlog.ingest.accept.WriteLimits;
import io.chatlog.ingest.http.RouteSettings;
import io.chatlog.ingest.imports.ImportSettings;
import io.chatlog.ingest.publish.ProducerSettings;
import io.chatlog.value.Ids;
import io.chatlog.value.PlainPassword;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of ingest, checked. Immutable.
 *
 * @param host where a server of its own listens
 * @param port of a server of its own; 0 for a free one
 * @param bodyBytesMax of one request body
 * @param inflightBodyBytesMax of all request bodies held at once
 * @param bodyTimeout for one body to arrive
 * @param routes bounds of the routes
 * @param imports bounds of imports
 * @param producer how the log is written
 * @param inflightBytesMax of all records on their way to the log at once
 * @param startTimeout for the log to be there when ingest starts
 */
public record IngestConfig(
    String host,
    int port,
    int bodyBytesMax,
    long inflightBodyBytesMax,
    Duration bodyTimeout,
    RouteSettings routes,
    ImportSettings imports,
    ProducerSettings producer,
    long inflightBytesMax,
    Duration startTimeout) {

  public IngestConfig {
    WriteLimits limits = routes.limits();
    require(
        producer.requestBytesMax() >= limits.eventBytesMax(),
        "log.request_bytes_max must hold the largest event, " + limits.eventBytesMax() + " bytes");
    require(
        producer.requestBytesMax() >= DocumentLimits.PART_EVENT_BYTES_MAX,
        "log.request_bytes_max must hold a part of a document, "
            + DocumentLimits.PART_EVENT_BYTES_MAX
            + " bytes");
    require(
        inflightBytesMax >= 2L * bodyBytesMax,
        "log.inflight_bytes_max must be twice body_bytes_max, so that any batch can be written");
    require(
        producer.bufferBytes() >= inflightBytesMax + inflightBytesMax / 4,
        "log.buffer_bytes must be a quarter more than log.inflight_bytes_max");
    require(startTimeout.isPositive(), "log.start_timeout_ms must be positive");
  }

  /**
   * Reads the settings.
   *
   * @param chatlog everything under {@code chatlog}, as {@link io.chatlog.config.Settings} gives it
   * @throws IllegalArgumentException when a value is out of bounds
   * @throws com.typesafe.config.ConfigException when a value is of a wrong type
   */
  public static IngestConfig from(Config chatlog) {
    Config ingest = chatlog.getConfig("ingest");
    Config log = ingest.getConfig("log");
    return new IngestConfig(
        ingest.getString("host"),
        ingest.getInt("port"),
        bytes(ingest, "body_bytes_max"),
        ingest.getBytes("inflight_body_bytes_max"),
        millis(ingest, "body_timeout_ms"),
        new RouteSettings(
            limits(ingest, chatlog.getInt("embeddings.dimensions")),
            documents(ingest.getConfig("documents")),
            ingest.getInt("batch_items_max"),
            ingest.getInt("wait_default_ms"),
            ingest.getInt("wait_max_ms")),
        imports(ingest),
        new ProducerSettings(
            chatlog.getString("kafka.bootstrap_servers"),
            millis(log, "linger_ms"),
            bytes(log, "batch_bytes_max"),
            log.getBytes("buffer_bytes"),
            bytes(log, "request_bytes_max"),
            millis(log, "delivery_timeout_ms"),
            millis(log, "request_timeout_ms"),
            millis(log, "block_ms_max")),
        log.getBytes("inflight_bytes_max"),
        millis(log, "start_timeout_ms"));
  }

  private static ImportSettings imports(Config ingest) {
    Config imports = ingest.getConfig("import");
    return new ImportSettings(
        imports.getBytes("body_bytes_max"),
        millis(ingest, "body_timeout_ms"),
        imports.getBytes("body_bytes_per_second_min"),
        imports.getBytes("expanded_bytes_max"),
        imports.getInt("archive_entries_max"),
        imports.getInt("archive_ratio_max"),
        imports.getInt("conversation_chars_max"),
        imports.getInt("at_once_max"),
        imports.getString("spool_directory"));
  }

  private static WriteLimits limits(Config ingest, int embeddingDimensions) {
    return new WriteLimits(
        ingest.getInt("content_chars_max"),
        bytes(ingest, "content_bytes_max"),
        ingest.getInt("title_chars_max"),
        ingest.getInt("label_chars_max"),
        ingest.getInt("tags_max"),
        ingest.getInt("summary_chars_max"),
        ingest.getInt("external_id_chars_max"),
        ingest.getInt("profile_chars_max"),
        bytes(ingest, "metadata_bytes_max"),
        ingest.getInt("embedding_dimensions_max"),
        embeddingDimensions);
  }

  private static DocumentLimits documents(Config documents) {
    return new DocumentLimits(
        bytes(documents, "bytes_max"),
        documents.getInt("name_chars_max"),
        documents.getInt("text_chars_max"),
        documents.getInt("chunk_chars_max"),
        documents.getInt("chunk_overlap_chars_max"),
        documents.getInt("at_once_max"),
        documents.getInt("patience_ms"));
  }

  /** How the server that serves the routes is to be set up, listening as configured. */
  public HttpServerSettings httpServer() {
    return HttpServerSettings.defaults()
        .listeningOn(host, port)
        .withBodies(bodyBytesMax, inflightBodyBytesMax, bodyTimeout);
  }

  /**
   * The limits of writes by name, each with its unit in the name, for {@code GET /v1/admin/config}.
   * Values are whole numbers.
   */
  public Map<String, Object> limits() {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("body_bytes_max", bodyBytesMax);
    named.put("batch_items_max", routes.batchItemsMax());
    named.put("batch_passwords_max", RouteSettings.BATCH_PASSWORDS_MAX);
    named.put("password_chars_min", PlainPassword.CHARS_MIN);
    named.put("password_chars_max", PlainPassword.CHARS_MAX);
    named.put("id_chars_max", Ids.CHARS_MAX);
    named.put("idempotency_key_chars_max", WriteContext.KEY_CHARS_MAX);
    named.putAll(routes.limits().byName());
    named.putAll(imports.byName());
    named.putAll(routes.documents().byName());
    named.put("wait_default_ms", routes.waitMillisDefault());
    named.put("wait_max_ms", routes.waitMillisMax());
    return Collections.unmodifiableMap(named);
  }

  private static int bytes(Config config, String key) {
    return Math.toIntExact(config.getBytes(key));
  }

  private static Duration millis(Config config, String key) {
    return Duration.ofMillis(config.getLong(key));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
