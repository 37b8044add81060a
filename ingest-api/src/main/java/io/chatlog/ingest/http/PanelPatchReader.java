package io.chatlog.ingest.http;

import static io.chatlog.ingest.http.PatchReader.add;
import static io.chatlog.ingest.http.PatchReader.object;
import static io.chatlog.ingest.http.PatchReader.other;
import static io.chatlog.ingest.http.PatchReader.text;

import io.chatlog.http.json.FieldNames;
import io.chatlog.http.json.Fields;
import io.chatlog.ingest.accept.PatchFields;
import io.chatlog.ingest.accept.PatchFields.Member;
import io.chatlog.ingest.accept.PatchFields.Value;
import io.chatlog.ingest.accept.WriteLimits;
import io.chatlog.value.Ids;
import io.chatlog.view.Panel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Merge patches of personas and panels to the members that they name. */
final class PanelPatchReader {
  /** The fields of a persona that a patch may name. */
  static final FieldNames PERSONA =
      PanelFieldReaders.PERSONA.and("created_at", "updated_at", "version");

  /** The fields of a panel that a patch may name. */
  static final FieldNames PANEL =
      PanelFieldReaders.PANEL.and(
          "created_at", "updated_at", "last_message_at", "message_count", "version");

  private final WriteLimits limits;

  PanelPatchReader(WriteLimits limits) {
    this.limits = limits;
  }

  /** The members of a persona's patch. */
  PatchFields persona(Fields json) {
    List<Member> members = new ArrayList<>();
    for (String name : List.of("name", "description", "owner_id", "persona_id")) {
      add(members, name, json, text(name, json));
    }
    for (String name : List.of("traits", "expertise")) {
      add(members, name, json, texts(name, json, limits.tagsMax(), limits.titleCharsMax()));
    }
    for (String name : List.of("communication_style", "metadata")) {
      add(members, name, json, object(json.object(name)));
    }
    for (String name : List.of("created_at", "updated_at", "version")) {
      add(members, name, json, other(name, json));
    }
    return new PatchFields(members);
  }

  /** The members of a panel's patch. */
  PatchFields panel(Fields json) {
    List<Member> members = new ArrayList<>();
    for (String name : List.of("title", "type", "panel_id")) {
      add(members, name, json, text(name, json));
    }
    add(members, "personas", json, texts("personas", json, Panel.PERSONAS_MAX, Ids.CHARS_MAX));
    for (String name : List.of("config", "metadata")) {
      add(members, name, json, object(json.object(name)));
    }
    for (String name :
        List.of("created_at", "updated_at", "last_message_at", "message_count", "version")) {
      add(members, name, json, other(name, json));
    }
    return new PatchFields(members);
  }

  private static @Nullable Value texts(String name, Fields json, int itemsMax, int charsMax) {
    String array = json.array(name);
    return array == null ? null : new Value.Texts(array, json.strings(name, itemsMax, 0, charsMax));
  }
}
