package io.chatlog.auth;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueType;
import io.chatlog.value.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Who may do what. Immutable; its text form shows no secret.
 *
 * @param tokenSecret signs tokens of users; empty where there are none
 * @param tokenTtl how long such a token is valid
 * @param required whether a request without credentials is refused
 * @param apiKeys the keys of operators
 */
public record AuthSettings(
    String tokenSecret, Duration tokenTtl, boolean required, List<ApiKey> apiKeys) {
  /** The shortest secret: HMAC-SHA-256 asks for as many bytes as its hash has. */
  public static final int SECRET_BYTES_MIN = 32;

  private static final Duration TTL_MAX = Duration.ofDays(30);
  private static final int KEYS_MAX = 1_000;

  public AuthSettings {
    apiKeys = List.copyOf(apiKeys);
    int bytes = tokenSecret.getBytes(StandardCharsets.UTF_8).length;
    require(
        bytes == 0 || bytes >= SECRET_BYTES_MIN,
        "token_secret must have at least " + SECRET_BYTES_MIN + " bytes");
    require(
        tokenTtl.compareTo(Duration.ofSeconds(1)) >= 0 && tokenTtl.compareTo(TTL_MAX) <= 0,
        "token_ttl must be 1 second to 30 days");
    require(apiKeys.size() <= KEYS_MAX, "api_keys must be at most " + KEYS_MAX);
    require(
        !required || bytes > 0 || !apiKeys.isEmpty(),
        "required needs a token_secret or api_keys: nobody could be let in otherwise");
    Set<String> ids = new HashSet<>();
    for (ApiKey key : apiKeys) {
      require(Ids.fault(key.id()).isEmpty(), "the id of an API key is not legal");
      require(ids.add(key.id()), "the id of an API key is there twice: " + key.id());
      require(
          key.sha256().matches("[0-9a-f]{64}"),
          "sha256 of the API key " + key.id() + " must be 64 hexadecimal digits");
      require(
          ApiKey.SCOPES.containsAll(key.scopes()),
          "the API key " + key.id() + " has a scope that there is not; there are " + ApiKey.SCOPES);
    }
  }

  /** Anybody may do anything, and there are no tokens. */
  public static AuthSettings open() {
    return new AuthSettings("", Duration.ofHours(1), false, List.of());
  }

  /**
   * Reads the settings.
   *
   * @param chatlog everything under {@code chatlog}
   * @throws IllegalArgumentException when a value is out of bounds
   * @throws com.typesafe.config.ConfigException when a value is of a wrong type
   */
  public static AuthSettings from(Config chatlog) {
    Config auth = chatlog.getConfig("auth");
    // a variable holds the list as text
    Config keys =
        auth.getValue("api_keys").valueType() == ConfigValueType.STRING
            ? ConfigFactory.parseString("api_keys = " + auth.getString("api_keys"))
            : auth;
    List<ApiKey> apiKeys = new ArrayList<>();
    for (ConfigObject each : keys.getObjectList("api_keys")) {
      Config key = each.toConfig();
      apiKeys.add(
          new ApiKey(
              key.getString("id"),
              key.getString("sha256").toLowerCase(Locale.ROOT),
              key.hasPath("scopes") ? Set.copyOf(key.getStringList("scopes")) : Set.of()));
    }
    return new AuthSettings(
        auth.getString("token_secret"),
        auth.getDuration("token_ttl"),
        auth.getBoolean("required"),
        apiKeys);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("auth." + otherwise);
    }
  }

  @Override
  public String toString() {
    return "AuthSettings[required="
        + required
        + ", tokens="
        + !tokenSecret.isEmpty()
        + ", apiKeys="
        + apiKeys.stream().map(ApiKey::id).toList()
        + "]";
  }
}
