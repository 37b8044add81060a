package io.chatlog.http.param;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.Faults;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request, decoded once and checked against what its route takes.
 *
 * <p>Reading collects faults instead of throwing: a handler reads all it wants, then calls {@link
 * #throwIfFaulty()}, and the client hears of every fault at once. Until then a faulty parameter
 * reads as if it were absent. Names are case-sensitive. A parameter without a value, as in {@code
 * ?limit=}, is a fault wherever a value is needed. Not thread-safe.
 */
public final class QueryParameters {
  /** How many parameters one query may have. */
  public static final int PARAMETERS_MAX = 256;

  private static final String PREFIX_MARK = ".*";

  /** With the digits 0 to 9 only; Java's own parsers take those of other scripts, and more. */
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}");

  private static final Pattern DECIMAL =
      Pattern.compile("-?(?:[0-9]{1,64}\\.?[0-9]{0,64}|\\.[0-9]{1,64})(?:[eE][+-]?[0-9]{1,9})?");

  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final Faults faults = new Faults();

  private QueryParameters() {}

  /**
   * Parses a query.
   *
   * @param rawQuery what follows the {@code ?}, as it came; null when there is none
   * @param allowed the names that the route takes; {@code "metadata.*"} stands for every name that
   *     begins with {@code metadata.}
   */
  public static QueryParameters parse(@Nullable String rawQuery, Set<String> allowed) {
    var parsed = new QueryParameters();
    if (rawQuery != null && !rawQuery.isEmpty()) {
      parsed.read(rawQuery, allowed);
    }
    return parsed;
  }

  private void read(String rawQuery, Set<String> allowed) {
    int count = 0;
    int start = 0;
    while (start <= rawQuery.length()) {
      int end = rawQuery.indexOf('&', start);
      if (end < 0) {
        end = rawQuery.length();
      }
      if (end > start) {
        if (++count > PARAMETERS_MAX) {
          fault("", "more than " + PARAMETERS_MAX + " query parameters");
          return;
        }
        readOne(rawQuery.substring(start, end), allowed);
      }
      start = end + 1;
    }
  }

  private void readOne(String pair, Set<String> allowed) {
    int equals = pair.indexOf('=');
    String name = PercentDecoding.queryPart(equals < 0 ? pair : pair.substring(0, equals));
    String value = PercentDecoding.queryPart(equals < 0 ? "" : pair.substring(equals + 1));
    if (name == null) {
      fault("", "the name of a query parameter is not well-formed percent-encoded UTF-8");
    } else if (!isAllowed(name, allowed)) {
      fault(shortened(name), "this query parameter is not known here");
    } else if (value == null) {
      fault(name, "must be well-formed percent-encoded UTF-8");
    } else {
      values.computeIfAbsent(name, absent -> new ArrayList<>(1)).add(value);
    }
  }

  private static boolean isAllowed(String name, Set<String> allowed) {
    if (allowed.contains(name)) {
      return true;
    }
    int dot = name.indexOf('.');
    return dot > 0
        && dot < name.length() - 1
        && allowed.contains(name.substring(0, dot) + PREFIX_MARK);
  }

  /** Whether the parameter was given, with whatever value. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The value of a parameter that may be given once; null when it is absent. */
  public @Nullable String string(String name) {
    List<String> given = values.get(name);
    if (given == null) {
      return null;
    }
    if (given.size() > 1) {
      fault(name, "must be given once only");
      return null;
    }
    return given.getFirst();
  }

  /** The values of a parameter that may be repeated, in their order; empty when it is absent. */
  public List<String> strings(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }

  /** The parameters <code>prefix.KEY=VALUE</code> as KEY to VALUE, sorted by key. */
  public Map<String, String> prefixed(String prefix) {
    Map<String, String> found = new TreeMap<>();
    for (String name : values.keySet()) {
      if (name.startsWith(prefix + ".")) {
        String value = string(name);
        if (value != null) {
          found.put(name.substring(prefix.length() + 1), value);
        }
      }
    }
    return found;
  }

  /** The parameters <code>prefix.KEY=VALUE</code> as KEY to its values, sorted by key. */
  public Map<String, List<String>> repeatedPrefixed(String prefix) {
    Map<String, List<String>> found = new TreeMap<>();
    values.forEach(
        (name, given) -> {
          if (name.startsWith(prefix + ".")) {
            found.put(name.substring(prefix.length() + 1), List.copyOf(given));
          }
        });
    return found;
  }

  /** A whole number of {@code min..max}, or {@code otherwise} when it is absent. */
  public int integer(String name, int otherwise, int min, int max) {
    return (int) integer(name, (long) otherwise, min, max);
  }

  /** A whole number of {@code min..max}, or {@code otherwise} when it is absent. */
  public long integer(String name, long otherwise, long min, long max) {
    Long number = integer(name, min, max);
    return number == null ? otherwise : number;
  }

  /** A whole number of {@code min..max}, or null when it is absent. */
  public @Nullable Long integer(String name, long min, long max) {
    String text = string(name);
    if (text == null) {
      return null;
    }
    if (WHOLE.matcher(text).matches()) {
      try {
        long number = Long.parseLong(text);
        if (number >= min && number <= max) {
          return number;
        }
      } catch (NumberFormatException beyondLong) {
        // Told below, as is any other number out of bounds.
      }
    }
    fault(name, "must be a whole number of " + min + " to " + max);
    return null;
  }

  /** A decimal number of {@code min..max}, or null when it is absent. */
  public @Nullable Double decimal(String name, double min, double max) {
    String text = string(name);
    if (text == null) {
      return null;
    }
    if (DECIMAL.matcher(text).matches()) {
      double number = Double.parseDouble(text);
      if (number >= min && number <= max) {
        return number;
      }
    }
    fault(name, "must be a number of " + min + " to " + max);
    return null;
  }

  /** {@code true} or {@code false}, or {@code otherwise} when it is absent. */
  public boolean bool(String name, boolean otherwise) {
    String text = string(name);
    if (text == null) {
      return otherwise;
    }
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      case String other -> {
        fault(name, "must be true or false");
        yield otherwise;
      }
    };
  }

  /** One of the constants by its name in lower case, or {@code otherwise} when it is absent. */
  public <E extends Enum<E>> E oneOf(String name, E otherwise) {
    E found = oneOf(name, otherwise.getDeclaringClass());
    return found == null ? otherwise : found;
  }

  /** One of the constants by its name in lower case, or null when it is absent. */
  public <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type) {
    String text = string(name);
    if (text == null) {
      return null;
    }
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String wireName = constant.name().toLowerCase(Locale.ROOT);
      if (wireName.equals(text)) {
        return constant;
      }
      names.add(wireName);
    }
    fault(name, "must be one of " + String.join(", ", names));
    return null;
  }

  /** An instant (RFC 3339), a date, or a duration back from now; null when it is absent. */
  public @Nullable Instant instant(String name, InstantSource clock) {
    String text = string(name);
    if (text == null) {
      return null;
    }
    Instant instant = Times.parseInstantOrAgo(text, clock);
    if (instant == null) {
      fault(name, "must be an RFC 3339 time, a date, or a duration such as P7D");
    }
    return instant;
  }

  /** Adds a fault of a parameter, for checks that only the handler can make. */
  public void fault(String name, String detail) {
    fault(name, ErrorCode.INVALID_PARAMETER, detail);
  }

  /** Adds a fault of a parameter with another code, such as {@code invalid_cursor}. */
  public void fault(String name, ErrorCode code, String detail) {
    faults.add(name, code, detail);
  }

  /**
   * Throws the problem that tells every fault found so far, if there is one.
   *
   * @throws io.chatlog.http.problem.ProblemException {@code invalid_parameter} as a rule
   */
  public void throwIfFaulty() {
    faults.throwIfAny();
  }

  private static String shortened(String name) {
    return name.length() <= 64 ? name : name.substring(0, 64) + "…";
  }
}
