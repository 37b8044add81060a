package io.chatlog.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AuthSettingsTest {
  private static final String SHA = "0123456789abcdef".repeat(4);

  private static AuthSettings of(String settings) {
    Config given = ConfigFactory.parseString(settings).atPath("chatlog.auth");
    return AuthSettings.from(
        given.withFallback(ConfigFactory.defaultReference()).resolve().getConfig("chatlog"));
  }

  @Test
  void everythingIsOpenUnlessConfigured() {
    assertThat(of("")).isEqualTo(AuthSettings.open());
  }

  @Test
  void everySettingIsRead() {
    String secret = "s".repeat(32);
    AuthSettings settings =
        of(
            "token_secret = "
                + secret
                + "\ntoken_ttl = 5m\nrequired = true\napi_keys = [{id = ops, sha256 = "
                + SHA.toUpperCase(java.util.Locale.ROOT)
                + ", scopes = [\"search:all\"]}, {id = loader, sha256 = "
                + SHA
                + "}]");
    assertThat(settings)
        .isEqualTo(
            new AuthSettings(
                secret,
                Duration.ofMinutes(5),
                true,
                List.of(
                    new ApiKey("ops", SHA, Set.of("search:all")),
                    new ApiKey("loader", SHA, Set.of()))));
    assertThat(settings.toString()).contains("ops").doesNotContain(secret, SHA);
  }

  @Test
  void keysMayBeTheTextOfAVariable() {
    assertThat(of("api_keys = \"[{id: ops, sha256: " + SHA + "}]\"").apiKeys())
        .containsExactly(new ApiKey("ops", SHA, Set.of()));
  }

  @Test
  void whatWouldLetNobodyOrAnybodyInIsRefused() {
    for (String wrong :
        List.of(
            "token_secret = tooshort",
            "token_ttl = 0s",
            "token_ttl = 31d",
            "required = true",
            "api_keys = [{id = a, sha256 = 00}]",
            "api_keys = [{id = \"a b\", sha256 = " + SHA + "}]",
            "api_keys = [{id = a, sha256 = " + SHA + "}, {id = a, sha256 = " + SHA + "}]",
            "api_keys = [{id = a, sha256 = " + SHA + ", scopes = [all]}]")) {
      assertThatThrownBy(() -> of(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
