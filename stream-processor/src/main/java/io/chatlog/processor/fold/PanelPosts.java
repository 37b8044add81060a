package io.chatlog.processor.fold;

import static io.chatlog.processor.fold.UserFold.or;
import static io.chatlog.processor.fold.UserFold.orEmpty;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload.Past;
import io.chatlog.event.Payload.PostInsight;
import io.chatlog.event.Payload.PostPanelMessage;
import io.chatlog.value.MessageId;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import io.chatlog.view.Insight;
import io.chatlog.view.Panel;
import io.chatlog.view.PanelMessage;
import io.chatlog.view.PanelStats;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is said in a panel and what it comes to.
 *
 * <p>Cost of a message: two look-ups (panel, message id; two more for the message that it answers)
 * and four rows (message, its id, its time, panel with its statistics), six with an author. None of
 * them grows with the panel's messages, nor does the cost of erasing one.
 */
final class PanelPosts {
  private PanelPosts() {}

  static Decision message(Draft draft, Event event, PostPanelMessage post) {
    PanelState state = draft.state().panels();
    PanelRow row = state.panel(post.panelId());
    if (row == null) {
      return PanelFold.missing(post.panelId());
    }
    boolean restored = post.restored() != null;
    Past past = Past.orUnknown(post.restored());
    long fingerprint = or(past.fingerprint(), Fingerprint.of(post));
    PanelMessageRow present = state.message(post.panelId(), post.messageId());
    if (present != null) {
      return restored || present.fingerprint() == fingerprint
          ? new Decision.Duplicate()
          : conflict("a message " + post.messageId());
    }
    PersonaId persona = post.persona();
    if (persona != null && !restored && !row.panel().personas().contains(persona)) {
      return new Decision.Rejected(
          ErrorCode.PERSONA_NOT_IN_PANEL,
          "persona " + persona + " is none of panel " + post.panelId());
    }
    MessageId answered = post.responseTo();
    if (answered != null && !restored && state.message(post.panelId(), answered) == null) {
      return foreign(post.panelId(), answered);
    }
    if (!row.stats().hasRoomFor(persona)) {
      return new Decision.Rejected(
          ErrorCode.LIMIT_EXCEEDED,
          "more than " + PanelStats.CONTRIBUTIONS_MAX + " personas would have spoken in the panel");
    }
    PanelRow after = appended(row, event, post);
    PanelMessage message =
        new PanelMessage(
            post.messageId(),
            post.panelId(),
            after.lastSeq(),
            post.role(),
            post.content(),
            persona,
            answered,
            post.authorId(),
            timestamp(event, post),
            or(past.createdAtMicros(), event.receivedAtMicros()),
            orEmpty(post.metadataJson()),
            or(past.version(), 1));
    draft.put(after, new PanelMessageRow(message, draft.offset(), event.eventId(), fingerprint));
    return draft.accepted();
  }

  private static PanelRow appended(PanelRow row, Event event, PostPanelMessage post) {
    Panel panel = row.panel();
    long at = timestamp(event, post);
    Long last = panel.lastMessageAtMicros();
    Panel changed =
        new Panel(
            panel.id(),
            panel.title(),
            panel.type(),
            panel.personas(),
            panel.configJson(),
            panel.metadataJson(),
            panel.createdAtMicros(),
            panel.updatedAtMicros(),
            last == null ? at : Math.max(last, at),
            panel.messageCount() + 1,
            panel.version());
    String content = post.content();
    return row.with(
        changed,
        row.stats()
            .plusMessage(
                post.persona(),
                post.role(),
                content.codePointCount(0, content.length()),
                post.responseTo() != null,
                at),
        row.seqOf(Past.orUnknown(post.restored()).seq()));
  }

  private static long timestamp(Event event, PostPanelMessage post) {
    return post.timestampMicros() == null ? event.receivedAtMicros() : post.timestampMicros();
  }

  static Decision insight(Draft draft, Event event, PostInsight post) {
    PanelState state = draft.state().panels();
    PanelRow row = state.panel(post.panelId());
    if (row == null) {
      return PanelFold.missing(post.panelId());
    }
    boolean restored = post.restored() != null;
    Past past = Past.orUnknown(post.restored());
    long fingerprint = or(past.fingerprint(), Fingerprint.of(post));
    InsightRow present = state.insight(post.panelId(), post.insightId());
    if (present != null) {
      return restored || present.fingerprint() == fingerprint
          ? new Decision.Duplicate()
          : conflict("an insight " + post.insightId());
    }
    MessageId foreign = foreign(state, post.panelId(), post.supportingMessages());
    if (foreign != null && !restored) {
      return foreign(post.panelId(), foreign);
    }
    PanelStats stats = row.stats();
    Insight insight =
        new Insight(
            post.insightId(),
            post.panelId(),
            stats.insights().total() + 1,
            post.type(),
            post.content(),
            post.supportingMessages(),
            or(past.createdAtMicros(), event.receivedAtMicros()),
            or(past.version(), 1));
    draft.put(
        row.with(row.panel(), stats.withInsights(stats.insights().plusOne(post.type()))),
        new InsightRow(insight, draft.offset(), event.eventId(), fingerprint));
    return draft.accepted();
  }

  private static @Nullable MessageId foreign(
      PanelState state, PanelId panel, List<MessageId> messages) {
    for (MessageId message : messages) {
      if (state.message(panel, message) == null) {
        return message;
      }
    }
    return null;
  }

  private static Decision.Rejected foreign(PanelId panel, MessageId message) {
    return new Decision.Rejected(
        ErrorCode.MESSAGE_NOT_IN_PANEL, "there is no message " + message + " in panel " + panel);
  }

  private static Decision.Rejected conflict(String what) {
    return new Decision.Rejected(ErrorCode.ID_CONFLICT, what + " with other content exists");
  }
}
