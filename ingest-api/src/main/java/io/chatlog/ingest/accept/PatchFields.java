package io.chatlog.ingest.accept;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON Merge Patch (RFC 7396) as a client wrote them, each name once.
 *
 * @param members in the client's order
 */
public record PatchFields(List<Member> members) {
  /** The one field that never goes to the log as it is. */
  public static final String PASSWORD = "password";

  public PatchFields {
    members = List.copyOf(members);
  }

  /** What is said of a field, or null. */
  public @Nullable Value value(String field) {
    for (Member member : members) {
      if (member.field().equals(field)) {
        return member.value();
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return "PatchFields" + members.stream().map(Member::field).toList();
  }

  /** One field and what it is to become. */
  public record Member(String field, Value value) {}

  /** A JSON value: its text without white space between tokens, and what it holds. */
  public sealed interface Value {
    /** The value as JSON. */
    String json();

    /** {@code null}: the field is to be removed. */
    record Removed() implements Value {
      @Override
      public String json() {
        return "null";
      }
    }

    /** A string. */
    record Text(String json, String text) implements Value {}

    /** An object. */
    record Members(String json) implements Value {}

    /** An array of strings; {@code []} is one. */
    record Texts(String json, List<String> texts) implements Value {
      public Texts {
        texts = List.copyOf(texts);
      }
    }

    /** An array of numbers; one that is too large for a float is infinite here. */
    record Numbers(String json, float[] numbers) implements Value {}

    /** A number, a boolean, or an array of anything else. */
    record Other(String json) implements Value {}
  }
}
