package io.chatlog.exchange.format;

import java.util.function.UnaryOperator;

/**
 * Text of Slack without its markup: mentions and links between angle brackets, and the three
 * characters that Slack escapes: both angle brackets and the ampersand.
 */
final class SlackText {
  private final UnaryOperator<String> userNames;
  private final UnaryOperator<String> channelNames;

  /**
   * @param userNames gives the name of a user's id, or the id
   * @param channelNames gives the name of a channel's id, or the id
   */
  SlackText(UnaryOperator<String> userNames, UnaryOperator<String> channelNames) {
    this.userNames = userNames;
    this.channelNames = channelNames;
  }

  String decode(String text) {
    if (text.indexOf('<') < 0 && text.indexOf('&') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf('<', at);
      int close = open < 0 ? -1 : text.indexOf('>', open);
      if (close < 0) {
        break;
      }
      out.append(unescaped(text.substring(at, open)));
      out.append(token(text.substring(open + 1, close)));
      at = close + 1;
    }
    return out.append(unescaped(text.substring(at))).toString();
  }

  private String token(String token) {
    int bar = token.indexOf('|');
    String target = bar < 0 ? token : token.substring(0, bar);
    String label = bar < 0 ? "" : unescaped(token.substring(bar + 1));
    if (target.isEmpty()) {
      return "<" + label + ">";
    }
    return switch (target.charAt(0)) {
      case '@' -> "@" + (label.isEmpty() ? userNames.apply(target.substring(1)) : label);
      case '#' -> "#" + (label.isEmpty() ? channelNames.apply(target.substring(1)) : label);
      case '!' -> special(target.substring(1), label);
      default -> link(unescaped(target), label);
    };
  }

  /** A group, a date, or everybody. */
  private static String special(String target, String label) {
    if (!label.isEmpty()) {
      return label;
    }
    int caret = target.indexOf('^');
    return "@" + (caret < 0 ? target : target.substring(caret + 1));
  }

  private static String link(String target, String label) {
    String plain = target.startsWith("mailto:") ? target.substring("mailto:".length()) : target;
    return label.isEmpty() || label.equals(plain) || label.equals(target)
        ? plain
        : label + " (" + plain + ")";
  }

  /** The ampersand last, so that what was escaped twice stays escaped once. */
  private static String unescaped(String text) {
    return text.indexOf('&') < 0
        ? text
        : text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }
}
