package io.chatlog.topic;

import io.chatlog.value.UserId;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Which partition holds a user. */
public final class Partitions {
  private Partitions() {}

  /**
   * The partition of a user: murmur2 of the id's UTF-8 bytes, made positive, modulo the count, as
   * Kafka's own default partitioner does with a key that is the user id.
   *
   * @param count the partition count of the events topic, fixed for the life of the log
   */
  public static int of(UserId user, int count) {
    byte[] bytes = user.value().getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(bytes)) % count;
  }
}
