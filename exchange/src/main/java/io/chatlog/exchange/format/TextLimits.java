package io.chatlog.exchange.format;

/**
 * What one session and one message may hold where they are written.
 *
 * @param titleCharsMax Unicode code points of a title
 * @param contentCharsMax Unicode code points of a content
 * @param contentBytesMax bytes of a content in UTF-8
 */
public record TextLimits(int titleCharsMax, int contentCharsMax, int contentBytesMax) {}
