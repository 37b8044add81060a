package io.chatlog.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was changed at run time so far.
 *
 * @param version 0 before the first change, one more with each
 * @param changedAtMicros when the last change was made; 0 before the first
 * @param changed values that differ from those configured, by the name of their setting
 */
public record SettingsVersion(long version, long changedAtMicros, Map<String, Long> changed) {
  /** Nothing was changed. */
  public static final SettingsVersion NONE = new SettingsVersion(0, 0, Map.of());

  private static final String VERSION = "version";
  private static final String CHANGED_AT = "changed_at_micros";
  private static final String SETTINGS = "settings";

  public SettingsVersion {
    changed = Collections.unmodifiableMap(new TreeMap<>(changed));
  }

  /** The configuration with these values over it; names that are not known here are left out. */
  public Config over(Config chatlog) {
    Config all = chatlog;
    for (RunTimeSetting setting : RunTimeSetting.values()) {
      Long value = changed.get(setting.wireName());
      if (value != null) {
        all = all.withValue(setting.path(), ConfigValueFactory.fromAnyRef(value));
      }
    }
    return all;
  }

  /**
   * What is in force after a record was read: the next version takes the place of the one before.
   * Of two that were made of the same version the first counts, on every node.
   */
  public SettingsVersion then(SettingsVersion read) {
    return version == 0 || read.version == version + 1 ? read : this;
  }

  /** As JSON. */
  byte[] encode() {
    Config all =
        ConfigFactory.empty()
            .withValue(VERSION, ConfigValueFactory.fromAnyRef(version))
            .withValue(CHANGED_AT, ConfigValueFactory.fromAnyRef(changedAtMicros))
            .withValue(SETTINGS, ConfigValueFactory.fromMap(changed));
    return all.root().render(ConfigRenderOptions.concise()).getBytes(StandardCharsets.UTF_8);
  }

  /** What JSON says; empty for what says nothing of the kind. */
  static Optional<SettingsVersion> decode(byte[] json) {
    try {
      Config all = ConfigFactory.parseString(new String(json, StandardCharsets.UTF_8));
      Map<String, Long> changed = new TreeMap<>();
      for (Map.Entry<String, ConfigValue> value : all.getObject(SETTINGS).entrySet()) {
        changed.put(value.getKey(), ((Number) value.getValue().unwrapped()).longValue());
      }
      return Optional.of(
          new SettingsVersion(all.getLong(VERSION), all.getLong(CHANGED_AT), changed));
    } catch (ConfigException | ClassCastException foreign) {
      return Optional.empty();
    }
  }
}
