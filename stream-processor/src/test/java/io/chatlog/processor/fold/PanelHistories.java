package io.chatlog.processor.fold;

import io.chatlog.event.Event;
import io.chatlog.testkit.PanelEvents;
import io.chatlog.value.InsightType;
import io.chatlog.value.MessageId;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import io.chatlog.value.UserId;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random histories of personas and panels. */
final class PanelHistories {
  private static final String[] CONTENTS = {"hi", "why not?", "grüße 😀 日本語", "x".repeat(300)};

  private PanelHistories() {}

  /** The next event: any, about few things, so that they meet. */
  static Event next(Random random, PanelEvents events, State state) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> nextOfPersonas(random, events);
      case 2 -> erasure(random, events, state);
      default -> nextOfPanels(random, events);
    };
  }

  /** Of a message that is there, of one that was refused, or of neither. */
  private static Event erasure(Random random, PanelEvents events, State state) {
    String panel = "panel" + random.nextInt(3);
    PanelId id = new PanelId(panel);
    String message = "m" + random.nextInt(60);
    if (random.nextBoolean()) {
      PanelMessageRow row = state.panels().message(id, new MessageId(message));
      return events.eraseMessage(
          panel, message, (row == null ? 0 : row.offset()) + (random.nextInt(6) == 0 ? 1 : 0));
    }
    UserId owner = random.nextBoolean() ? OwnerIds.of(id) : OwnerIds.of(new PersonaId("p1"));
    long last = Math.max(1, state.partition().appliedOffset());
    for (int tries = 0; tries < 60; tries++) {
      AuthoredRow row = state.panels().authored(owner, random.nextLong(last));
      if (row != null) {
        return events.eraseRefused(owner.value(), row.offset());
      }
    }
    return events.eraseRefused(owner.value(), random.nextLong(last));
  }

  private static Event nextOfPersonas(Random random, PanelEvents events) {
    String persona = "p" + random.nextInt(4);
    String name = "n" + random.nextInt(2);
    String owner = random.nextBoolean() ? null : "u" + random.nextInt(4);
    Long version = version(random);
    return switch (random.nextInt(8)) {
      case 6 -> events.putPersonaOf(persona, name, "u" + random.nextInt(4));
      case 7 ->
          events.patchPersonaOf(persona, "{\"name\":\"" + name + "\"}", "u" + random.nextInt(4));
      case 0, 1 -> events.persona(persona, name, owner);
      case 2 -> events.putPersona(persona, name, owner, version);
      case 3 ->
          events.patchPersona(
              persona,
              random.nextBoolean()
                  ? "{\"name\":\"" + name + "\"}"
                  : "{\"owner_id\":" + (owner == null ? "null" : "\"" + owner + "\"") + "}",
              version);
      default -> events.deletePersona(persona, version, owner);
    };
  }

  private static Event nextOfPanels(Random random, PanelEvents events) {
    String panel = "panel" + random.nextInt(3);
    String message = "m" + random.nextInt(60);
    Long version = version(random);
    return switch (random.nextInt(16)) {
      case 0 -> events.panel(panel, null, "p0", "p1");
      case 1 -> events.panel(panel, "title", "p0");
      case 2 -> events.patchPanel(panel, "{\"title\":\"t" + random.nextInt(9) + "\"}", version);
      case 3 ->
          events.patchPanel(
              panel,
              "{\"personas\":[\"p"
                  + random.nextInt(2)
                  + "\",\"p"
                  + (2 + random.nextInt(2))
                  + "\"]}",
              version);
      case 4 ->
          random.nextInt(3) == 0
              ? events.deletePanel(panel, version)
              : events.panel(panel, null, "p0", "p1");
      case 5, 6 ->
          events.insight(
              panel,
              "i" + random.nextInt(20),
              InsightType.ofOrdinal(random.nextInt(4)),
              CONTENTS[random.nextInt(CONTENTS.length)],
              random.nextBoolean() ? new String[] {} : new String[] {message, "m0"});
      default ->
          events.message(
              panel,
              message,
              CONTENTS[random.nextInt(CONTENTS.length)],
              random.nextInt(3) == 0 ? null : "u" + random.nextInt(4),
              random.nextInt(4) == 0 ? null : "p" + random.nextInt(4),
              random.nextInt(3) == 0 ? "m" + random.nextInt(60) : null,
              random.nextBoolean()
                  ? null
                  : 1_500_000_000_000_000L + random.nextInt(1_000_000) * 1_000L);
    };
  }

  private static @Nullable Long version(Random random) {
    return random.nextInt(4) == 0 ? (Long) (random.nextInt(4) + 1L) : null;
  }
}
