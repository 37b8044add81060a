package io.chatlog.http.param;

/** Entity tags as answers have them and changes ask for them: a version in quotes, {@code "7"}. */
public final class IfMatch {
  /** The header that asks for a version. */
  public static final String HEADER = "If-Match";

  /** The header of answers that has the tag. */
  public static final String TAG_HEADER = "ETag";

  private IfMatch() {}

  /** The tag of a version. */
  public static String tag(long version) {
    return "\"" + version + "\"";
  }
}
