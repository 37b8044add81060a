package io.chatlog.http.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields that one kind of object may have, at most 64. Immutable, to be kept in a constant. */
public final class FieldNames {
  private static final int NAMES_MAX = 64;

  private final List<String> names;
  private final Map<String, Integer> slots = new HashMap<>();
  private final boolean open;
  private final @Nullable String prefix;

  private FieldNames(List<String> names, boolean open, @Nullable String prefix) {
    if (names.size() > NAMES_MAX) {
      throw new IllegalArgumentException("too many fields: " + names.size());
    }
    this.names = List.copyOf(names);
    this.open = open;
    this.prefix = prefix;
    for (int i = 0; i < names.size(); i++) {
      if (slots.put(names.get(i), i) != null) {
        throw new IllegalArgumentException("the field is there twice: " + names.get(i));
      }
    }
  }

  /** A closed object: a field with any other name is the fault {@code unknown_field}. */
  public static FieldNames of(String... names) {
    return new FieldNames(List.of(names), false, null);
  }

  /** An open object: fields with other names are kept, see {@link Fields#unknownAsJson}. */
  public static FieldNames open(String... names) {
    return new FieldNames(List.of(names), true, null);
  }

  /** These fields and some more, open or closed as this one is. */
  public FieldNames and(String... more) {
    var all = new ArrayList<>(names);
    all.addAll(List.of(more));
    return new FieldNames(all, open, prefix);
  }

  /**
   * These fields and every one whose name goes on behind {@code prefix}, see {@link
   * Fields#prefixedAsJson}.
   */
  public FieldNames andPrefixed(String prefix) {
    return new FieldNames(names, open, prefix);
  }

  /** Whether a field that is not declared is kept. */
  boolean keeps(String name) {
    return open || prefix != null && name.startsWith(prefix) && name.length() > prefix.length();
  }

  int size() {
    return names.size();
  }

  /** The slot of a field, or -1. */
  int slot(String name) {
    Integer slot = slots.get(name);
    return slot == null ? -1 : slot;
  }

  /** The slot of a field that a handler asks for. */
  int required(String name) {
    int slot = slot(name);
    if (slot < 0) {
      throw new IllegalArgumentException("not one of the fields declared: " + name);
    }
    return slot;
  }
}
