package io.chatlog.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of this process: those it was configured with, and what was changed since for all
 * processes. Thread-safe.
 */
public final class LiveSettings {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSettings.class);

  /** A process that is there is heard of twice in this time, clocks a minute apart allowed for. */
  private static final Duration HEARD_OF = SettingsReporter.EVERY.multipliedBy(2).plusMinutes(1);

  /** What came of a change. */
  public sealed interface Outcome {
    /** It is in force here, and will be everywhere. */
    record Changed(SettingsVersion now) implements Outcome {}

    /** The version in force is another one than was expected. */
    record OtherVersion(SettingsVersion now) implements Outcome {}

    /**
     * Values are out of bounds or do not fit together.
     *
     * @param faults by the name of a setting; the empty name for what is about several
     */
    record Invalid(Map<String, String> faults) implements Outcome {}

    /** It could not be kept. */
    record Unavailable(String why) implements Outcome {}
  }

  private final Config configured;
  private final SettingsLog log;
  private final Consumer<Config> check;
  private final InstantSource clock;

  /** The version that each follower has applied last. */
  private final List<AtomicLong> applied = new CopyOnWriteArrayList<>();

  /**
   * @param configured everything under {@code chatlog}
   * @param check throws IllegalArgumentException for values that do not fit together
   */
  public LiveSettings(
      Config configured, SettingsLog log, Consumer<Config> check, InstantSource clock) {
    this.configured = configured;
    this.log = log;
    this.check = check;
    this.clock = clock;
  }

  /** What was changed so far. */
  public SettingsVersion version() {
    return log.now();
  }

  /** What is in force in this process. */
  public Config now() {
    return effective(log.now());
  }

  /**
   * The version that all parts of this process have applied last; 0 before the first. One that does
   * not fit what it was configured with, or that a part failed to apply, is not.
   */
  public long applied() {
    return applied.stream().mapToLong(AtomicLong::get).min().orElse(0);
  }

  /** What processes told of themselves, but for those that were not heard of for long. */
  public List<ProcessReport> processes() {
    long since = (clock.millis() - HEARD_OF.toMillis()) * 1_000;
    return log.reports().stream().filter(report -> report.atMicros() >= since).toList();
  }

  private Config effective(SettingsVersion version) {
    Config changed = version.over(configured);
    return fits(version, changed) ? changed : configured;
  }

  private boolean fits(SettingsVersion version, Config changed) {
    try {
      check.accept(changed);
      return true;
    } catch (IllegalArgumentException | ConfigException unfit) {
      LOG.error(
          "settings of version {} do not fit what this process was configured with, which stays in"
              + " force: {}",
          version.version(),
          unfit.getMessage());
      return false;
    }
  }

  /** The values of all settings that can be changed, as this process was configured. */
  public Map<String, Long> configured() {
    return RunTimeSetting.of(configured);
  }

  /**
   * Has what is in force applied, now and after each change.
   *
   * @param apply is given everything under {@code chatlog}
   */
  public void follow(Consumer<Config> apply) {
    AtomicLong last = new AtomicLong();
    applied.add(last);
    log.follow(
        version -> {
          try {
            Config changed = version.over(configured);
            boolean fits = fits(version, changed);
            apply.accept(fits ? changed : configured);
            if (fits) {
              last.set(version.version());
            }
          } catch (RuntimeException bug) {
            LOG.error("settings of version {} could not be applied", version.version(), bug);
          }
        });
  }

  /**
   * Changes some settings for all processes. Blocks some seconds at most. A patch that sets what is
   * so already makes no version.
   *
   * @param patch new values by name; null for the value that was configured
   * @param expected the version that must be in force, or null for any
   */
  public Outcome change(Map<String, @Nullable Long> patch, @Nullable Long expected) {
    SettingsVersion before = log.now();
    if (expected != null && before.version() != expected) {
      return new Outcome.OtherVersion(before);
    }
    Map<String, String> faults = faults(patch);
    Map<String, Long> changed = new HashMap<>(before.changed());
    patch.forEach(
        (name, value) -> {
          if (value == null) {
            changed.remove(name);
          } else {
            changed.put(name, value);
          }
        });
    SettingsVersion next =
        new SettingsVersion(before.version() + 1, clock.millis() * 1_000, changed);
    if (faults.isEmpty()) {
      try {
        check.accept(next.over(configured));
      } catch (IllegalArgumentException | ConfigException unfit) {
        faults.put("", String.valueOf(unfit.getMessage()));
      }
    }
    if (!faults.isEmpty()) {
      return new Outcome.Invalid(faults);
    }
    if (changed.equals(before.changed())) {
      return new Outcome.Changed(before);
    }
    return switch (log.change(next)) {
      case SettingsLog.Outcome.Changed(SettingsVersion now) -> new Outcome.Changed(now);
      case SettingsLog.Outcome.Overtaken(SettingsVersion now) -> new Outcome.OtherVersion(now);
      case SettingsLog.Outcome.Unavailable(String why) -> new Outcome.Unavailable(why);
    };
  }

  private static Map<String, String> faults(Map<String, @Nullable Long> patch) {
    Map<String, String> faults = new TreeMap<>();
    List<String> names = new ArrayList<>(patch.keySet());
    for (String name : names) {
      Long value = patch.get(name);
      RunTimeSetting setting = RunTimeSetting.byName(name).orElse(null);
      if (setting == null) {
        faults.put(name, "there is no such setting");
      } else if (value != null && (value < setting.least() || value > setting.most())) {
        faults.put(name, "must be " + setting.least() + ".." + setting.most());
      }
    }
    return faults;
  }
}
