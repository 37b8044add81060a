package io.chatlog.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.auth.ApiKey;
import io.chatlog.auth.AuthSettings;
import io.chatlog.auth.PasswordMarks;
import io.chatlog.http.Access;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Events name the API key that wrote them. */
class ActorRoutesTest {
  @Test
  void theIdOfTheKeyIsTheActor() {
    // printf ops-key | sha256sum
    ApiKey ops =
        new ApiKey(
            "ops", "2c69bc9111c27110a9b9a7974ba3f8ac0c053c16b23a0738115ee829fbc4d57b", Set.of());
    AuthSettings settings = new AuthSettings("", Duration.ofHours(1), false, List.of(ops));
    Access access = Access.of(settings, InstantSource.system(), PasswordMarks.none());
    try (IngestHarness ingest = new IngestHarness(access)) {
      String ann = "{\"user_id\":\"ann\"}";
      ingest.post("/v1/users", ann, "Authorization", "Bearer ops-key");
      assertThat(ingest.lastEvent("ann").actor()).isEqualTo("ops");
      ingest.post("/v1/users:batch", "[" + ann + "]", "Authorization", "Bearer ops-key");
      assertThat(ingest.lastEvent("ann").actor()).isEqualTo("ops");
      ingest.post("/v1/users", ann);
      assertThat(ingest.lastEvent("ann").actor()).isNull();
      assertThat(ingest.post("/v1/users", ann, "Authorization", "Bearer other").status())
          .isEqualTo(401);
    }
  }
}
