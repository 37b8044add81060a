package io.chatlog.it.kafka;

import io.chatlog.it.process.Deployment;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;

/** What a consumer of {@code chatlog.feed} is told of messages. */
public final class FeedReader {
  private static final String FEED = "chatlog.feed";

  private FeedReader() {}

  /**
   * One message of the feed.
   *
   * @param partition of {@code chatlog.events} that holds the request
   * @param offset of the request there
   */
  public record Told(
      String user,
      String session,
      String messageId,
      long seq,
      String content,
      int partition,
      long offset) {}

  /** Every message told so far, in the order of each partition. */
  public static List<Told> messages(Deployment system) {
    List<Told> told = new ArrayList<>();
    try (WireDecoder decoder = new WireDecoder(system.registry())) {
      TopicReader.readAll(system.bootstrapServers(), FEED)
          .forEach(
              record -> {
                if (record.value() == null) {
                  return; // a tombstone: an older fact is erased
                }
                GenericRecord feed = decoder.decode(record.value());
                GenericRecord fact = (GenericRecord) feed.get("fact");
                if (fact.getSchema().getName().equals("MessageFact")) {
                  told.add(message(feed, fact));
                }
              });
    }
    return told;
  }

  /** The name and id of every fact about contexts of a user, in order. */
  public static List<String> contexts(Deployment system, String user) {
    List<String> told = new ArrayList<>();
    try (WireDecoder decoder = new WireDecoder(system.registry())) {
      TopicReader.readAll(system.bootstrapServers(), FEED)
          .forEach(
              record -> {
                GenericRecord feed = record.value() == null ? null : decoder.decode(record.value());
                if (feed != null && feed.get("user_id").toString().equals(user)) {
                  GenericRecord fact = (GenericRecord) feed.get("fact");
                  if (fact.getSchema().getName().startsWith("Context")) {
                    told.add(fact.getSchema().getName() + " " + fact.get("context_id"));
                  }
                }
              });
    }
    return told;
  }

  private static Told message(GenericRecord feed, GenericRecord fact) {
    return new Told(
        feed.get("user_id").toString(),
        fact.get("session_id").toString(),
        fact.get("message_id").toString(),
        (Long) fact.get("seq"),
        fact.get("content").toString(),
        (Integer) feed.get("partition"),
        (Long) feed.get("offset"));
  }
}
