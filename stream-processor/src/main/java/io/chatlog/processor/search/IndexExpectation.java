package io.chatlog.processor.search;

/**
 * What an index on disk must be to be used as it is; otherwise it is built anew.
 *
 * @param changelog identifies the changelog: another one has another text
 * @param asOfMillisMin the age at which deletions may be missed that the changelog no longer holds;
 *     {@link Long#MIN_VALUE} where any age will do
 */
public record IndexExpectation(String changelog, long asOfMillisMin) {}
