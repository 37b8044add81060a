package io.chatlog.it.http;

import java.nio.charset.StandardCharsets;

/** The paths of the HTTP contract, with ids percent-encoded as RFC 3986 wants it. */
public final class Paths {
  private static final String UNRESERVED = "-._~";

  private Paths() {}

  /** {@code /v1/users/{user}}. */
  public static String user(String user) {
    return "/v1/users/" + segment(user);
  }

  /** {@code /v1/users/{user}/sessions}. */
  public static String sessions(String user) {
    return user(user) + "/sessions";
  }

  /** {@code …/sessions/{session}}. */
  public static String session(String user, String session) {
    return sessions(user) + "/" + segment(session);
  }

  /** {@code …/messages}. */
  public static String messages(String user, String session) {
    return session(user, session) + "/messages";
  }

  /** {@code …/messages/{message}}. */
  public static String message(String user, String session, String message) {
    return messages(user, session) + "/" + segment(message);
  }

  /** Everything escaped but unreserved characters. */
  public static String segment(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      boolean letterOrDigit = c < 128 && Character.isLetterOrDigit(c);
      if (letterOrDigit || UNRESERVED.indexOf(c) >= 0) {
        escaped.append(c);
      } else {
        escaped.append('%').append(String.format("%02X", (int) c));
      }
    }
    return escaped.toString();
  }
}
