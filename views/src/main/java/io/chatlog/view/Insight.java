package io.chatlog.view;

import io.chatlog.value.InsightId;
import io.chatlog.value.InsightType;
import io.chatlog.value.MessageId;
import io.chatlog.value.PanelId;
import java.util.List;

/**
 * What a panel came to, as clients see it.
 *
 * @param seq the insight's number in its panel, dense from 1, in log order
 * @param supportingMessages messages of the same panel
 * @param createdAtMicros microseconds since 1970 UTC
 * @param version 1: nothing changes it
 */
public record Insight(
    InsightId id,
    PanelId panel,
    long seq,
    InsightType type,
    String content,
    List<MessageId> supportingMessages,
    long createdAtMicros,
    long version)
    implements PanelEntity {
  /** The most messages that support an insight. */
  public static final int SUPPORTING_MAX = 100;

  public Insight {
    supportingMessages = List.copyOf(supportingMessages);
  }
}
