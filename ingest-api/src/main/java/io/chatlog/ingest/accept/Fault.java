package io.chatlog.ingest.accept;

import io.chatlog.error.ErrorCode;

/**
 * One thing that is wrong with a write.
 *
 * @param pointer the field, as a JSON pointer (RFC 6901) into the write
 * @param code what kind of fault it is
 * @param detail the fault in words, lower case, without a full stop
 */
public record Fault(String pointer, ErrorCode code, String detail) {}
