package io.chatlog.processor.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.event.Event;
import io.chatlog.event.Payload;
import io.chatlog.event.Payload.CreatePanel;
import io.chatlog.event.Payload.CreatePersona;
import io.chatlog.event.Payload.DeletePanel;
import io.chatlog.event.Payload.DeletePersona;
import io.chatlog.event.Payload.ErasePanelMessage;
import io.chatlog.event.Payload.Past;
import io.chatlog.event.Payload.PatchPanel;
import io.chatlog.event.Payload.PatchPersona;
import io.chatlog.event.Payload.PostInsight;
import io.chatlog.event.Payload.PostPanelMessage;
import io.chatlog.event.Payload.PutPersona;
import io.chatlog.processor.MapPartition;
import io.chatlog.processor.store.PanelScans;
import io.chatlog.value.InsightType;
import io.chatlog.value.MessageId;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import io.chatlog.value.Role;
import io.chatlog.value.UserId;
import io.chatlog.view.Contribution;
import io.chatlog.view.Panel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Personas and panels as one would write them without a thought for speed: lists and recounts. */
final class NaivePanels {
  private final Map<PersonaId, Someone> personas = new LinkedHashMap<>();
  private final Map<PanelId, Talk> talks = new LinkedHashMap<>();

  private static final class Someone {
    CreatePersona creation;
    String name;
    String description;
    String owner;
    long version = 1;
  }

  private static final class Talk {
    CreatePanel creation;
    String title;
    List<String> personas;
    long version = 1;
    long lastSeq;
    long seqsGiven;
    final List<PersonaId> speakers = new ArrayList<>();
    final List<Said> messages = new ArrayList<>();
    final List<PostInsight> insights = new ArrayList<>();

    boolean has(MessageId id) {
      return messages.stream().anyMatch(said -> said.post().messageId().equals(id));
    }
  }

  private record Said(PostPanelMessage post, long at, long seq, long offset) {}

  /** What named a user and did nothing, by the offset of its event. */
  private final Map<Long, Idle> refused = new LinkedHashMap<>();

  /**
   * An event that did nothing.
   *
   * @param message of a panel that it asked for, or null
   */
  private record Idle(UserId owner, String user, MessageId message) {}

  private static long versionOf(Past past) {
    return past == null || past.version() == null ? 1 : past.version();
  }

  /** What must become of an event: {@code accepted}, {@code duplicate} or an error code. */
  String apply(Event event, Payload.OfPanels payload, long offset) {
    String outcome = decide(event, payload, offset);
    String user = named(payload);
    if (!outcome.equals("accepted") && user != null) {
      refused.put(
          offset,
          new Idle(
              event.owner(), user, payload instanceof PostPanelMessage p ? p.messageId() : null));
    }
    return outcome;
  }

  private static String named(Payload.OfPanels payload) {
    UserId user =
        switch (payload) {
          case CreatePersona p -> p.ownerId();
          case PutPersona p -> p.persona().ownerId() == null ? p.onlyOf() : p.persona().ownerId();
          case DeletePersona p -> p.onlyOf();
          case PatchPersona p -> {
            String owner =
                p.patchJson().contains("owner_id")
                    ? p.patchJson().replaceAll("\\W|owner_id", "")
                    : "null";
            yield p.onlyOf() != null || owner.equals("null") ? p.onlyOf() : new UserId(owner);
          }
          case PostPanelMessage p -> p.authorId() == null ? null : new UserId(p.authorId());
          default -> null;
        };
    return user == null ? null : user.value();
  }

  private String decide(Event event, Payload.OfPanels payload, long offset) {
    return switch (payload) {
      case CreatePersona p -> {
        Someone there = personas.get(p.personaId());
        if (there != null) {
          yield p.restored() != null || there.creation.equals(p) ? "duplicate" : "persona_exists";
        }
        begin(p);
        yield "accepted";
      }
      case PutPersona p -> put(p);
      case PatchPersona p -> {
        Someone there = personas.get(p.personaId());
        if (there == null || isOthers(there, p.onlyOf())) {
          yield "persona_not_found";
        }
        if (isStale(p.expectedVersion(), there.version)) {
          yield "version_mismatch";
        }
        List<Object> before = Arrays.asList(there.name, there.owner);
        if (p.patchJson().contains("name")) {
          there.name = p.patchJson().replaceAll("\\W|name", "");
        } else {
          String owner = p.patchJson().replaceAll("\\W|owner_id", "");
          there.owner = owner.equals("null") ? null : owner;
        }
        if (before.equals(Arrays.asList(there.name, there.owner))) {
          yield "duplicate";
        }
        there.version++;
        yield "accepted";
      }
      case DeletePersona p -> {
        Someone there = personas.get(p.personaId());
        if (there == null || isOthers(there, p.onlyOf())) {
          yield "persona_not_found";
        }
        if (isStale(p.expectedVersion(), there.version)) {
          yield "version_mismatch";
        }
        personas.remove(p.personaId());
        refused.values().removeIf(idle -> idle.owner().equals(event.owner()));
        yield "accepted";
      }
      case CreatePanel p -> {
        Talk talk = talks.get(p.panelId());
        if (talk != null) {
          yield p.restored() != null || talk.creation.equals(p) ? "duplicate" : "panel_exists";
        }
        talk = new Talk();
        talk.creation = p.restoring(null);
        talk.version = versionOf(p.restored());
        talk.seqsGiven =
            p.restored() == null || p.restored().seq() == null ? 0 : p.restored().seq();
        talk.title = p.title() == null ? "New Panel" : p.title();
        talk.personas = p.personas().stream().map(PersonaId::value).toList();
        talks.put(p.panelId(), talk);
        yield "accepted";
      }
      case PatchPanel p -> {
        Talk talk = talks.get(p.panelId());
        if (talk == null) {
          yield "panel_not_found";
        }
        if (isStale(p.expectedVersion(), talk.version)) {
          yield "version_mismatch";
        }
        List<Object> before = Arrays.asList(talk.title, talk.personas);
        if (p.patchJson().contains("title")) {
          talk.title = p.patchJson().replaceAll("\\W|title", "");
        } else {
          talk.personas = List.of(p.patchJson().replaceAll("[^p\\d,]|personas", "").split(","));
        }
        if (before.equals(Arrays.asList(talk.title, talk.personas))) {
          yield "duplicate";
        }
        talk.version++;
        yield "accepted";
      }
      case DeletePanel p -> {
        Talk talk = talks.get(p.panelId());
        if (talk == null) {
          yield "panel_not_found";
        }
        if (isStale(p.expectedVersion(), talk.version)) {
          yield "version_mismatch";
        }
        talks.remove(p.panelId());
        refused.values().removeIf(idle -> idle.owner().equals(event.owner()));
        yield "accepted";
      }
      case PostPanelMessage p -> post(event, p, offset);
      case ErasePanelMessage p -> erase(p) ? "accepted" : "duplicate";
      case PostInsight p -> {
        Talk talk = talks.get(p.panelId());
        if (talk == null) {
          yield "panel_not_found";
        }
        for (PostInsight there : talk.insights) {
          if (there.insightId().equals(p.insightId())) {
            yield p.restored() != null || there.restoring(null).equals(p)
                ? "duplicate"
                : "id_conflict";
          }
        }
        if (p.restored() == null && !p.supportingMessages().stream().allMatch(talk::has)) {
          yield "message_not_in_panel";
        }
        talk.insights.add(p);
        yield "accepted";
      }
    };
  }

  private boolean erase(ErasePanelMessage p) {
    Talk talk = talks.get(p.panelId());
    if (talk != null) {
      for (Said said : talk.messages) {
        if (said.offset() == p.offset() && said.post().messageId().equals(p.messageId())) {
          talk.messages.remove(said);
          if (talk.messages.stream()
              .noneMatch(each -> Objects.equals(each.post().persona(), said.post().persona()))) {
            talk.speakers.remove(said.post().persona());
          }
          refused
              .values()
              .removeIf(
                  idle ->
                      idle.owner().equals(OwnerIds.of(p.panelId()))
                          && p.messageId().equals(idle.message()));
          return true;
        }
      }
    }
    return false;
  }

  /** Whether an event that did nothing was there to be erased. */
  boolean erase(Event event, Payload.EraseRefused p) {
    Idle idle = refused.get(p.offset());
    return idle != null && idle.owner().equals(event.owner()) && refused.remove(p.offset(), idle);
  }

  private String post(Event event, PostPanelMessage p, long offset) {
    Talk talk = talks.get(p.panelId());
    if (talk == null) {
      return "panel_not_found";
    }
    for (Said said : talk.messages) {
      if (said.post().messageId().equals(p.messageId())) {
        return p.restored() != null || said.post().restoring(null).equals(p)
            ? "duplicate"
            : "id_conflict";
      }
    }
    Past past = p.restored();
    if (past == null && p.persona() != null && !talk.personas.contains(p.persona().value())) {
      return "persona_not_in_panel";
    }
    if (past == null && p.responseTo() != null && !talk.has(p.responseTo())) {
      return "message_not_in_panel";
    }
    long at = p.timestampMicros() == null ? event.receivedAtMicros() : p.timestampMicros();
    talk.lastSeq =
        past != null && past.seq() != null && past.seq() > talk.lastSeq
            ? past.seq()
            : Math.max(talk.lastSeq, talk.seqsGiven) + 1;
    talk.messages.add(new Said(p, at, talk.lastSeq, offset));
    if (!talk.speakers.contains(p.persona())) {
      talk.speakers.add(p.persona());
    }
    return "accepted";
  }

  private static boolean isOthers(Someone someone, UserId onlyOf) {
    return onlyOf != null && !onlyOf.value().equals(someone.owner);
  }

  private String put(PutPersona p) {
    CreatePersona wanted = p.persona();
    Someone there = personas.get(wanted.personaId());
    if (there != null && isOthers(there, p.onlyOf())) {
      return "persona_exists";
    }
    if (isStale(p.expectedVersion(), there == null ? 0 : there.version)) {
      return "version_mismatch";
    }
    if (there == null) {
      begin(wanted);
      return "accepted";
    }
    String owner = wanted.ownerId() == null ? null : wanted.ownerId().value();
    if (there.name.equals(wanted.name())
        && Objects.equals(there.owner, owner)
        && there.description.equals(wanted.description())) {
      return "duplicate";
    }
    there.name = wanted.name();
    there.owner = owner;
    there.description = wanted.description();
    there.version++;
    return "accepted";
  }

  private void begin(CreatePersona p) {
    Someone someone = new Someone();
    someone.creation = p.restoring(null);
    someone.version = versionOf(p.restored());
    someone.name = p.name();
    someone.owner = p.ownerId() == null ? null : p.ownerId().value();
    someone.description = p.description();
    personas.put(p.personaId(), someone);
  }

  private static boolean isStale(Long expected, long actual) {
    return expected != null && expected != actual;
  }

  /** Holds every row to a recount. */
  void assertSame(MapPartition partition) {
    PanelState state = partition.rows().panels();
    List<PersonaId> listed = new ArrayList<>();
    PanelScans.personas(partition, "", null, row -> listed.add(row.persona().id()));
    assertThat(listed).containsExactlyInAnyOrderElementsOf(personas.keySet());
    personas.forEach(
        (id, someone) -> {
          PersonaRow row = state.persona(id);
          assertThat(row.persona().name()).isEqualTo(someone.name);
          assertThat(row.persona().version()).isEqualTo(someone.version);
          assertThat(row.persona().ownerId() == null ? null : row.persona().ownerId().value())
              .isEqualTo(someone.owner);
        });
    for (int user = 0; user < 4; user++) {
      String owner = "u" + user;
      List<PersonaId> own = new ArrayList<>();
      PanelScans.personasOf(
          partition, new UserId(owner), "", null, row -> own.add(row.persona().id()));
      assertThat(own)
          .containsExactlyInAnyOrderElementsOf(
              personas.entrySet().stream()
                  .filter(entry -> owner.equals(entry.getValue().owner))
                  .map(Map.Entry::getKey)
                  .toList());
    }
    List<PanelId> panels = new ArrayList<>();
    PanelScans.panels(partition, "", null, row -> panels.add(row.panel().id()));
    assertThat(panels).containsExactlyInAnyOrderElementsOf(talks.keySet());
    talks.forEach((id, talk) -> assertSame(state, id, talk));
    for (int author = 0; author < 4; author++) {
      UserId user = new UserId("u" + author);
      List<Long> offsets = new ArrayList<>();
      PanelScans.authoredBy(partition, user, row -> offsets.add(row.offset()));
      assertThat(offsets).containsExactlyInAnyOrderElementsOf(saidBy(user.value()));
    }
  }

  private List<Long> saidBy(String author) {
    List<Long> offsets = new ArrayList<>();
    talks.values().stream()
        .flatMap(talk -> talk.messages.stream())
        .filter(said -> author.equals(said.post().authorId()))
        .forEach(said -> offsets.add(said.offset()));
    refused.forEach(
        (offset, idle) -> {
          if (author.equals(idle.user())) {
            offsets.add(offset);
          }
        });
    return offsets;
  }

  private static void assertSame(PanelState state, PanelId id, Talk talk) {
    PanelRow row = state.panel(id);
    Panel panel = row.panel();
    assertThat(panel.title()).isEqualTo(talk.title);
    assertThat(panel.version()).isEqualTo(talk.version);
    assertThat(panel.personas().stream().map(PersonaId::value).toList()).isEqualTo(talk.personas);
    assertThat(panel.messageCount()).isEqualTo(talk.messages.size());
    assertThat(panel.lastMessageAtMicros())
        .isEqualTo(
            talk.messages.stream().map(Said::at).max(Comparator.naturalOrder()).orElse(null));
    assertThat(row.lastSeq()).isEqualTo(talk.lastSeq);
    for (Said said : talk.messages) {
      var message = state.message(id, said.post().messageId()).message();
      assertThat(message.seq()).isEqualTo(said.seq());
      assertThat(message.version()).isEqualTo(versionOf(said.post().restored()));
      assertThat(message.content()).isEqualTo(said.post().content());
      assertThat(message.authorId()).isEqualTo(said.post().authorId());
      assertThat(message.persona()).isEqualTo(said.post().persona());
      assertThat(message.responseTo()).isEqualTo(said.post().responseTo());
      assertThat(message.timestampMicros()).isEqualTo(said.at());
    }
    for (int at = 0; at < talk.insights.size(); at++) {
      PostInsight wanted = talk.insights.get(at);
      var insight = state.insight(id, wanted.insightId()).insight();
      assertThat(insight.seq()).isEqualTo(at + 1);
      assertThat(insight.version()).isEqualTo(versionOf(wanted.restored()));
      assertThat(insight.content()).isEqualTo(wanted.content());
      assertThat(insight.supportingMessages()).isEqualTo(wanted.supportingMessages());
    }
    assertCounted(row, talk);
  }

  private static void assertCounted(PanelRow row, Talk talk) {
    for (Role role : Role.values()) {
      assertThat(row.stats().messages().of(role))
          .isEqualTo(talk.messages.stream().filter(said -> said.post().role() == role).count());
    }
    for (InsightType type : InsightType.values()) {
      assertThat(row.stats().insights().of(type))
          .isEqualTo(talk.insights.stream().filter(each -> each.type() == type).count());
    }
    assertThat(row.stats().contributions().stream().map(Contribution::persona).toList())
        .isEqualTo(talk.speakers);
    for (PersonaId speaker : talk.speakers) {
      List<Said> own =
          talk.messages.stream()
              .filter(said -> Objects.equals(said.post().persona(), speaker))
              .toList();
      assertThat(row.stats().of(speaker))
          .isEqualTo(
              new Contribution(
                  speaker,
                  own.size(),
                  own.stream().mapToLong(s -> s.post().content().codePoints().count()).sum(),
                  own.stream().filter(s -> s.post().responseTo() != null).count(),
                  own.stream().map(Said::at).min(Comparator.naturalOrder()).orElse(null),
                  own.stream().map(Said::at).max(Comparator.naturalOrder()).orElse(null)));
    }
  }
}
