package io.chatlog.http.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks through JSON text, before it is parsed, for what a parser lets pass: bytes that are not
 * UTF-8 (overlong forms and encoded surrogates included) and escapes that are lone surrogates.
 *
 * <p>Plain ASCII is looked through eight bytes at a time: this costs next to nothing beside
 * parsing.
 */
final class TextScan {
  /** What a scan found first. */
  enum Finding {
    CLEAN,
    NOT_UTF8,
    LONE_SURROGATE
  }

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long BACKSLASHES = '\\' * LOW_BITS;

  private final byte[] text;
  private final int end;
  private int at;
  private boolean loneSurrogate;

  private TextScan(byte[] text, int from, int end) {
    this.text = text;
    this.at = from;
    this.end = end;
  }

  /** What is wrong with {@code text[from..end)}; bytes that are not UTF-8 come first. */
  static Finding scan(byte[] text, int from, int end) {
    var scan = new TextScan(text, from, end);
    if (!scan.isUtf8()) {
      return Finding.NOT_UTF8;
    }
    return scan.loneSurrogate ? Finding.LONE_SURROGATE : Finding.CLEAN;
  }

  private boolean isUtf8() {
    while (at < end) {
      if (at + Long.BYTES <= end && isPlain((long) LONGS.get(text, at))) {
        at += Long.BYTES;
        continue;
      }
      byte b = text[at];
      if (b >= 0) {
        if (b == '\\') {
          skipEscape();
        } else {
          at++;
        }
      } else if (!skipMultiByte(b & 0xFF)) {
        return false;
      }
    }
    return true;
  }

  /** Whether eight bytes have neither a high bit nor a backslash among them. */
  private static boolean isPlain(long bytes) {
    long difference = bytes ^ BACKSLASHES;
    long zeroBytes = (difference - LOW_BITS) & ~difference & HIGH_BITS;
    return ((bytes & HIGH_BITS) | zeroBytes) == 0;
  }

  private void skipEscape() {
    int unit = escapedUnit(at);
    if (unit < 0) {
      at += 2;
      return;
    }
    at += 6;
    if (Character.isHighSurrogate((char) unit)) {
      int low = escapedUnit(at);
      if (low >= 0 && Character.isLowSurrogate((char) low)) {
        at += 6;
      } else {
        loneSurrogate = true;
      }
    } else if (Character.isLowSurrogate((char) unit)) {
      loneSurrogate = true;
    }
  }

  /** The code unit of an escape of the form &#92;uXXXX at {@code from}, or -1. */
  private int escapedUnit(int from) {
    if (from + 6 > end || text[from] != '\\' || text[from + 1] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = from + 2; i < from + 6; i++) {
      int digit = Character.digit(text[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  private boolean skipMultiByte(int lead) {
    int length;
    int codePoint;
    int least;
    if (lead >= 0xC2 && lead <= 0xDF) {
      length = 2;
      codePoint = lead & 0x1F;
      least = 0x80;
    } else if ((lead & 0xF0) == 0xE0) {
      length = 3;
      codePoint = lead & 0x0F;
      least = 0x800;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      length = 4;
      codePoint = lead & 0x07;
      least = 0x10000;
    } else {
      return false;
    }
    if (at + length > end) {
      return false;
    }
    for (int i = at + 1; i < at + length; i++) {
      if ((text[i] & 0xC0) != 0x80) {
        return false;
      }
      codePoint = codePoint << 6 | (text[i] & 0x3F);
    }
    at += length;
    return codePoint >= least
        && codePoint <= Character.MAX_CODE_POINT
        && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
  }
}
