package io.chatlog.processor.topology;

import io.chatlog.avro.EventRecord;
import io.chatlog.avro.FeedRecord;
import io.chatlog.avro.RejectionRecord;
import io.chatlog.avro.SessionSummaryRecord;
import io.chatlog.avro.UserStatsRecord;
import io.chatlog.serde.SchemaSource;
import io.chatlog.serde.WireDecoder;
import io.chatlog.serde.WireEncoder;
import io.chatlog.topic.Topics;
import java.util.function.ToIntFunction;

/**
 * How records of the topics are decoded and encoded. Thread-safe.
 *
 * @param events decodes {@code chatlog.events}
 * @param feed encodes {@code chatlog.feed}
 * @param rejections encodes {@code chatlog.rejections}
 * @param sessions encodes {@code chatlog.sessions}
 * @param userStats encodes {@code chatlog.user-stats}
 * @param erased encodes {@code chatlog.erased}
 */
public record Records(
    WireDecoder<EventRecord> events,
    WireEncoder<FeedRecord> feed,
    WireEncoder<RejectionRecord> rejections,
    WireEncoder<SessionSummaryRecord> sessions,
    WireEncoder<UserStatsRecord> userStats,
    WireEncoder<EventRecord> erased) {

  /**
   * @param schemaId the id under which the registry knows the schema that is written to a topic
   * @param schemas where schemas of events are found by id
   */
  public static Records of(ToIntFunction<String> schemaId, SchemaSource schemas) {
    return new Records(
        new WireDecoder<>(schemas, EventRecord.class),
        new WireEncoder<>(schemaId.applyAsInt(Topics.FEED), FeedRecord.class),
        new WireEncoder<>(schemaId.applyAsInt(Topics.REJECTIONS), RejectionRecord.class),
        new WireEncoder<>(schemaId.applyAsInt(Topics.SESSIONS), SessionSummaryRecord.class),
        new WireEncoder<>(schemaId.applyAsInt(Topics.USER_STATS), UserStatsRecord.class),
        new WireEncoder<>(schemaId.applyAsInt(Topics.EVENTS), EventRecord.class));
  }
}
