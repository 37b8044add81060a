package io.chatlog.exchange.format;

import io.chatlog.error.ErrorCode;
import io.chatlog.exchange.json.Json;
import io.chatlog.exchange.record.Failed;
import io.chatlog.exchange.record.Records;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of a profile that are no fields of a user: kept under its metadata, as over HTTP. */
final class ProfileKeys {
  private ProfileKeys() {}

  /**
   * The metadata of a profile with its other keys.
   *
   * @param known the keys that are fields
   * @param records told of a key that is in both; that of the metadata counts then
   */
  static @Nullable String metadata(Json profile, Set<String> known, Records records) {
    Json metadata = profile.get("metadata");
    Json.Builder all = new Json.Builder();
    metadata.members().forEach(all::keep);
    for (Map.Entry<String, Json> member : profile.members().entrySet()) {
      String name = member.getKey();
      if (known.contains(name)) {
        continue;
      }
      if (metadata.members().containsKey(name)) {
        records.failed(
            new Failed(
                null,
                null,
                "profile",
                ErrorCode.INVALID_FIELD,
                "the key " + name + " is in metadata too, under which it would be kept"));
      } else {
        all.keep(name, member.getValue());
      }
    }
    return metadata instanceof Json.Obj || !all.isEmpty() ? all.build().compact() : null;
  }
}
