package io.chatlog.view;

import java.util.Comparator;

/**
 * Compares texts as their UTF-8 bytes compare, which is by code point: the order of state keys. It
 * differs from {@link String#compareTo} where surrogates meet {@code U+E000..U+FFFF}.
 */
enum Utf8Order implements Comparator<String> {
  INSTANCE;

  @Override
  public int compare(String a, String b) {
    int shared = Math.min(a.length(), b.length());
    for (int at = 0; at < shared; at++) {
      char x = a.charAt(at);
      char y = b.charAt(at);
      if (x != y) {
        boolean xSurrogate = Character.isSurrogate(x);
        boolean ySurrogate = Character.isSurrogate(y);
        return xSurrogate == ySurrogate ? Character.compare(x, y) : xSurrogate ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
