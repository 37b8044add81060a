package io.chatlog.query.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.Request;
import io.chatlog.http.param.QueryParameters;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.query.tail.TailLimits;
import io.chatlog.value.Role;
import java.util.Set;

/**
 * What a tail is asked for.
 *
 * @param place behind which it begins
 * @param resumed whether the client was there before: the place is one that we told it
 * @param roles of the messages that are told; empty for all
 * @param bufferItems how many messages are read at once
 * @param seconds how long the stream lasts
 */
record TailParameters(long place, boolean resumed, Set<Role> roles, int bufferItems, int seconds) {
  static final String LAST_EVENT_ID = "Last-Event-ID";

  /** The names that a tail takes whose place is given by {@code placeName}. */
  static Set<String> names(String placeName) {
    return Set.of(placeName, "role", "buffer_size", "timeout_seconds");
  }

  /**
   * Reads the parameters; the header {@code Last-Event-ID} is newer than the parameter of the
   * place, because a client that connects again repeats the parameters of the first time.
   *
   * @param otherwise the place of a client that names none: the beginning
   */
  static TailParameters read(Request request, String placeName, long otherwise, TailLimits limits) {
    QueryParameters query = request.query();
    long asked = query.integer(placeName, otherwise, 0, Long.MAX_VALUE);
    Set<Role> roles = Parameters.roles(query);
    int items =
        query.integer("buffer_size", limits.bufferItemsDefault(), 1, limits.bufferItemsMax());
    int seconds = query.integer("timeout_seconds", limits.secondsMax(), 1, limits.secondsMax());
    query.throwIfFaulty();
    String last = request.header(LAST_EVENT_ID);
    boolean resumed = last != null && !last.isBlank();
    long place = last == null || !resumed ? asked : eventId(last.strip());
    return new TailParameters(place, resumed, roles, items, seconds);
  }

  private static long eventId(String text) {
    try {
      long id = Long.parseLong(text);
      if (id >= 0 && text.charAt(0) != '+') {
        return id;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new ProblemException(
        ErrorCode.INVALID_HEADER, LAST_EVENT_ID + " must be the id of an event of this stream");
  }
}
