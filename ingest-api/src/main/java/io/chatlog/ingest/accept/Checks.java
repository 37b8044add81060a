package io.chatlog.ingest.accept;

import io.chatlog.error.ErrorCode;
import io.chatlog.value.Embedding;
import io.chatlog.value.Ids;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.PlainPassword;
import io.chatlog.value.TextShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of single fields, and what they found wrong in one write. A check of an absent field
 * finds nothing. Not thread-safe: one per write.
 */
final class Checks {
  /** Midnight before the first day of the year 0000, in microseconds since 1970 UTC. */
  static final long TIME_MICROS_MIN = -62_167_219_200_000_000L;

  /** The last microsecond of the year 9999. */
  static final long TIME_MICROS_MAX = 253_402_300_799_999_999L;

  private final WriteLimits limits;
  private final List<Fault> faults = new ArrayList<>(0);

  Checks(WriteLimits limits) {
    this.limits = limits;
  }

  boolean passed() {
    return faults.isEmpty();
  }

  Acceptance.Refused refused() {
    return new Acceptance.Refused(faults);
  }

  void fault(String pointer, ErrorCode code, String detail) {
    faults.add(new Fault(pointer, code, detail));
  }

  /** Whether the field is there; its absence is a fault. */
  boolean required(String pointer, @Nullable Object value) {
    if (value == null) {
      fault(pointer, ErrorCode.MISSING_FIELD, pointer.substring(1) + " is missing");
    }
    return value != null;
  }

  /** Whether the field is an id; an absent one is none, and no fault. */
  boolean id(String pointer, @Nullable String value) {
    if (value == null) {
      return false;
    }
    Optional<String> wrong = Ids.fault(value);
    wrong.ifPresent(why -> fault(pointer, ErrorCode.INVALID_ID, pointer.substring(1) + " " + why));
    return wrong.isEmpty();
  }

  /** The same, of a user that may come into being with the write. */
  boolean newUser(String pointer, @Nullable String value) {
    if (value == null || !id(pointer, value)) {
      return false;
    }
    boolean reserved = OwnerIds.isReserved(value);
    if (reserved) {
      fault(
          pointer,
          ErrorCode.INVALID_ID,
          pointer.substring(1)
              + " has a form that is reserved for e-mail addresses, personas or panels");
    }
    return !reserved;
  }

  void content(String pointer, String value) {
    TextShape shape = TextShape.of(value);
    if (!shape.wellFormed()) {
      loneSurrogate(pointer);
    } else if (shape.blank()) {
      fault(pointer, ErrorCode.CONTENT_BLANK, "content is empty or blank");
    } else if (shape.chars() > limits.contentCharsMax()) {
      fault(
          pointer,
          ErrorCode.CONTENT_TOO_LONG,
          "content has " + shape.chars() + " characters, more than " + limits.contentCharsMax());
    } else if (shape.bytes() > limits.contentBytesMax()) {
      fault(
          pointer,
          ErrorCode.CONTENT_TOO_LONG,
          "content has " + shape.bytes() + " bytes, more than " + limits.contentBytesMax());
    }
  }

  /** A title: 1..max characters, in any case something visible. */
  void title(String pointer, @Nullable String value) {
    if (value != null) {
      visible(pointer, TextShape.of(value), limits.titleCharsMax());
    }
  }

  /** A tag, channel or source: 1..max characters, something visible, no control character. */
  void label(String pointer, @Nullable String value) {
    if (value != null) {
      TextShape shape = TextShape.of(value);
      visible(pointer, shape, limits.labelCharsMax());
      noControl(pointer, shape);
    }
  }

  /** Tags: a set, so that one may be said twice. */
  void tags(String pointer, @Nullable List<String> values) {
    if (values == null) {
      return;
    }
    if (values.size() > limits.tagsMax()) {
      fault(
          pointer,
          ErrorCode.INVALID_FIELD,
          values.size() + " tags are more than " + limits.tagsMax());
      return;
    }
    for (int at = 0; at < values.size(); at++) {
      label(pointer + "/" + at, values.get(at));
    }
  }

  /** Traits or fields of expertise: distinct, as many as tags and each as long as a title. */
  void phrases(String pointer, List<String> values) {
    if (isSmall(pointer, values, limits.tagsMax())) {
      Set<String> seen = HashSet.newHashSet(values.size());
      for (int at = 0; at < values.size(); at++) {
        title(pointer + "/" + at, values.get(at));
        distinct(pointer + "/" + at, values.get(at), seen);
      }
    }
  }

  /** Distinct ids. */
  void ids(String pointer, List<String> values, int itemsMax) {
    if (isSmall(pointer, values, itemsMax)) {
      Set<String> seen = HashSet.newHashSet(values.size());
      for (int at = 0; at < values.size(); at++) {
        id(pointer + "/" + at, values.get(at));
        distinct(pointer + "/" + at, values.get(at), seen);
      }
    }
  }

  private boolean isSmall(String pointer, List<String> values, int itemsMax) {
    boolean small = values.size() <= itemsMax;
    if (!small) {
      fault(pointer, ErrorCode.INVALID_FIELD, values.size() + " items are more than " + itemsMax);
    }
    return small;
  }

  private void distinct(String pointer, String value, Set<String> seen) {
    if (!seen.add(value)) {
      fault(pointer, ErrorCode.INVALID_FIELD, "the item is there twice");
    }
  }

  void summary(String pointer, @Nullable String value) {
    text(pointer, value, limits.summaryCharsMax());
  }

  /** Any text of at most max characters. */
  void text(String pointer, @Nullable String value, int charsMax) {
    if (value != null) {
      atMost(pointer, TextShape.of(value), charsMax);
    }
  }

  void keyPoints(String pointer, List<String> values) {
    if (values.size() > ContextFields.KEY_POINTS_MAX) {
      fault(
          pointer,
          ErrorCode.INVALID_FIELD,
          values.size() + " key points are more than " + ContextFields.KEY_POINTS_MAX);
      return;
    }
    for (int at = 0; at < values.size(); at++) {
      visible(pointer + "/" + at, TextShape.of(values.get(at)), ContextFields.KEY_POINT_CHARS_MAX);
    }
  }

  void externalId(String pointer, @Nullable String value) {
    if (value != null) {
      TextShape shape = TextShape.of(value);
      visible(pointer, shape, limits.externalIdCharsMax());
      noControl(pointer, shape);
    }
  }

  /** The name of a file: 1..max characters, something visible, no control character. */
  void name(String pointer, @Nullable String value, int charsMax) {
    if (value != null) {
      TextShape shape = TextShape.of(value);
      visible(pointer, shape, charsMax);
      noControl(pointer, shape);
    }
  }

  /** A name, username or role of a user: at most max characters, no control character. */
  void profile(String pointer, @Nullable String value) {
    if (value != null) {
      TextShape shape = TextShape.of(value);
      atMost(pointer, shape, limits.profileCharsMax());
      noControl(pointer, shape);
    }
  }

  /** An e-mail address, see {@link EmailShape}. */
  void email(String pointer, @Nullable String value) {
    if (value == null) {
      return;
    }
    TextShape shape = TextShape.of(value);
    atMost(pointer, shape, limits.profileCharsMax());
    if (!EmailShape.isOf(value)) {
      fault(pointer, ErrorCode.INVALID_FIELD, "not an e-mail address");
    }
  }

  void password(String pointer, @Nullable PlainPassword password) {
    if (password != null && !password.isLegal()) {
      fault(
          pointer,
          ErrorCode.INVALID_FIELD,
          "a password has "
              + PlainPassword.CHARS_MIN
              + " to "
              + PlainPassword.CHARS_MAX
              + " characters");
    }
  }

  /** A JSON object as text. */
  void object(String pointer, @Nullable String json) {
    if (json == null) {
      return;
    }
    TextShape shape = TextShape.of(json);
    if (!shape.wellFormed()) {
      loneSurrogate(pointer);
    }
    if (shape.bytes() > limits.metadataBytesMax()) {
      fault(
          pointer,
          ErrorCode.METADATA_TOO_LARGE,
          pointer.substring(1)
              + " has "
              + shape.bytes()
              + " bytes, more than "
              + limits.metadataBytesMax());
    }
  }

  void embedding(String pointer, float @Nullable [] numbers) {
    if (numbers == null) {
      return;
    }
    if (numbers.length == 0 || numbers.length > limits.embeddingDimensionsMax()) {
      fault(
          pointer,
          ErrorCode.INVALID_FIELD,
          "an embedding has 1 to " + limits.embeddingDimensionsMax() + " numbers");
      return;
    }
    for (int at = 0; at < numbers.length; at++) {
      if (!Float.isFinite(numbers[at])) {
        fault(pointer + "/" + at, ErrorCode.INVALID_FIELD, "the number is too large");
        return;
      }
    }
    if (Embedding.of(numbers) == null) {
      fault(pointer, ErrorCode.INVALID_FIELD, "an embedding has a number other than 0");
    } else if (limits.embeddingDimensions() > 0 && numbers.length != limits.embeddingDimensions()) {
      fault(
          pointer,
          ErrorCode.EMBEDDING_MISMATCH,
          "the embedding has "
              + numbers.length
              + " numbers, those of this deployment have "
              + limits.embeddingDimensions());
    }
  }

  void time(String pointer, @Nullable Long micros) {
    if (micros != null && (micros < TIME_MICROS_MIN || micros > TIME_MICROS_MAX)) {
      fault(pointer, ErrorCode.INVALID_FIELD, "the time is outside of the years 0000 to 9999");
    }
  }

  private void visible(String pointer, TextShape shape, int charsMax) {
    if (shape.wellFormed() && shape.blank()) {
      fault(pointer, ErrorCode.INVALID_FIELD, "must have a visible character");
    } else {
      atMost(pointer, shape, charsMax);
    }
  }

  private void atMost(String pointer, TextShape shape, int charsMax) {
    if (!shape.wellFormed()) {
      loneSurrogate(pointer);
    }
    if (shape.chars() > charsMax) {
      fault(
          pointer,
          ErrorCode.INVALID_FIELD,
          shape.chars() + " characters are more than " + charsMax);
    }
  }

  private void noControl(String pointer, TextShape shape) {
    if (shape.control()) {
      fault(pointer, ErrorCode.INVALID_FIELD, "must not have a control character");
    }
  }

  private void loneSurrogate(String pointer) {
    fault(pointer, ErrorCode.MALFORMED_JSON, "has a lone surrogate");
  }
}
