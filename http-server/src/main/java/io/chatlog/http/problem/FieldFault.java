package io.chatlog.http.problem;

import io.chatlog.error.ErrorCode;

/**
 * One thing that is wrong with an input.
 *
 * @param pointer where: a JSON pointer (RFC 6901) into the body, {@code ""} for the whole of it, or
 *     the name of a parameter or header
 * @param code what kind of fault it is
 * @param detail the fault in words, lower case, without a full stop
 */
public record FieldFault(String pointer, ErrorCode code, String detail) {}
