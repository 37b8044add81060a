package io.chatlog.config;

import com.typesafe.config.Config;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A setting that can be changed while the system runs. Its name is the last part of its key, or
 * that by which {@code GET /v1/admin/config} publishes it, and is never used for another setting.
 * The bounds are those of a single value; how values fit together is checked when they are applied.
 */
public enum RunTimeSetting {
  BATCH_ITEMS_MAX("ingest.batch_items_max", 1, 10_000),
  WAIT_DEFAULT_MS("ingest.wait_default_ms", 0, 60_000),
  WAIT_MAX_MS("ingest.wait_max_ms", 0, 60_000),
  CONTENT_CHARS_MAX("ingest.content_chars_max", 1, 3_000_000),
  CONTENT_BYTES_MAX("ingest.content_bytes_max", 1, 3_145_728),
  TITLE_CHARS_MAX("ingest.title_chars_max", 1, 10_000),
  LABEL_CHARS_MAX("ingest.label_chars_max", 1, 1_000),
  TAGS_MAX("ingest.tags_max", 1, 1_000),
  SUMMARY_CHARS_MAX("ingest.summary_chars_max", 1, 100_000),
  EXTERNAL_ID_CHARS_MAX("ingest.external_id_chars_max", 1, 1_000),
  PROFILE_CHARS_MAX("ingest.profile_chars_max", 1, 10_000),
  METADATA_BYTES_MAX("ingest.metadata_bytes_max", 2, 1_048_576),
  EMBEDDING_DIMENSIONS_MAX("ingest.embedding_dimensions_max", 1, 4_096),
  INFLIGHT_BYTES_MAX("ingest.log.inflight_bytes_max", 1_048_576, 1L << 40),
  PAGE_ITEMS_DEFAULT("query.page_items_default", 1, 1_000),
  PAGE_ITEMS_MAX("query.page_items_max", 1, 1_000),
  SEARCH_ITEMS_DEFAULT("query.search_items_default", 1, 1_000),
  STREAM_PAGE_ITEMS("query.stream_page_items", 1, 1_000),
  FILL_MS_MAX("query.fill_ms_max", 0, 60_000),
  ALL_MS_MAX("query.all_ms_max", 0, 600_000),
  TAIL_LISTENERS_MAX("query.tail_listeners_max", 1, 1_000_000),
  TAIL_HEARTBEAT_MS("query.tail_heartbeat_ms", 1, 30_000),
  TAIL_RETRY_MS("query.tail_retry_ms", 0, 3_600_000),
  TAIL_BUFFER_ITEMS_DEFAULT("query.tail_buffer_items_default", 1, 1_000),
  TAIL_BUFFER_ITEMS_MAX("query.tail_buffer_items_max", 1, 1_000),
  TAIL_SECONDS_MAX("query.tail_seconds_max", 1, 86_400),
  TAIL_WRITE_MS_MAX("query.tail_write_ms_max", 1, 600_000),
  DOCUMENT_BYTES_MAX("document_bytes_max", "ingest.documents.bytes_max", 1, 16_777_216),
  DOCUMENT_NAME_CHARS_MAX("document_name_chars_max", "ingest.documents.name_chars_max", 1, 1_000),
  DOCUMENT_TEXT_CHARS_MAX(
      "document_text_chars_max", "ingest.documents.text_chars_max", 1, 100_000_000),
  DOCUMENTS_AT_ONCE_MAX("documents_at_once_max", "ingest.documents.at_once_max", 1, 100),
  IMPORT_BODY_BYTES_MAX("import_body_bytes_max", "ingest.import.body_bytes_max", 1, 1L << 40),
  IMPORT_EXPANDED_BYTES_MAX(
      "import_expanded_bytes_max", "ingest.import.expanded_bytes_max", 1, 1L << 40),
  IMPORT_CONVERSATION_CHARS_MAX(
      "import_conversation_chars_max", "ingest.import.conversation_chars_max", 1, 1L << 28),
  IMPORTS_AT_ONCE_MAX("imports_at_once_max", "ingest.import.at_once_max", 1, 100),
  LOCAL_READS_MAX("route.local_reads_max", 1, 10_000),
  READS_MAX("processor.reads_max", 1, 10_000);

  private final String name;
  private final String path;
  private final long least;
  private final long most;

  RunTimeSetting(String path, long least, long most) {
    this(path.substring(path.lastIndexOf('.') + 1), path, least, most);
  }

  RunTimeSetting(String name, String path, long least, long most) {
    this.name = name;
    this.path = path;
    this.least = least;
    this.most = most;
  }

  /** The setting of a name, if there is one. */
  public static Optional<RunTimeSetting> byName(String name) {
    return Arrays.stream(values()).filter(setting -> setting.wireName().equals(name)).findFirst();
  }

  /** What clients call it. */
  public String wireName() {
    return name;
  }

  /** Its key under {@code chatlog}. */
  public String path() {
    return path;
  }

  /** The smallest value. */
  public long least() {
    return least;
  }

  /** The largest value. */
  public long most() {
    return most;
  }

  /** All settings as a configuration has them, by name. */
  public static Map<String, Long> of(Config chatlog) {
    Map<String, Long> values = new TreeMap<>();
    for (RunTimeSetting setting : values()) {
      values.put(setting.wireName(), chatlog.getBytes(setting.path()));
    }
    return values;
  }
}
