package io.chatlog.query.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.Request;
import io.chatlog.http.param.QueryParameters;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.query.tail.TailLimits;
import io.chatlog.value.Role;
import io.chatlog.view.StreamPlace;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a tail is asked for. The header {@code Last-Event-ID} is newer than the parameter of the
 * place, because a client that connects again repeats the parameters of the first time.
 *
 * @param place behind which it begins
 * @param resumed whether the client was there before: the place is one that we told it
 * @param roles of the messages that are told; empty for all
 * @param bufferItems how many messages are read at once
 * @param seconds how long the stream lasts
 */
record TailParameters(
    StreamPlace place, boolean resumed, Set<Role> roles, int bufferItems, int seconds) {
  static final String LAST_EVENT_ID = "Last-Event-ID";
  static final String AFTER_SEQ = "after_seq";
  static final String AFTER = "after";

  /** The names that a tail takes whose place is given by {@code placeName}. */
  static Set<String> names(String placeName) {
    return Set.of(placeName, "role", "buffer_size", "timeout_seconds");
  }

  /**
   * Of a session: its place is the seq of a message, and the id of an event may also say of which
   * session.
   */
  static TailParameters ofSession(Request request, TailLimits limits) {
    return read(
        request,
        AFTER_SEQ,
        StreamPlace.at(0),
        TailParameters::seq,
        StreamPlace::parseOfSession,
        limits);
  }

  /** Of a user. */
  static TailParameters ofUser(Request request, TailLimits limits) {
    return read(
        request, AFTER, StreamPlace.BEGINNING, StreamPlace::parse, StreamPlace::parse, limits);
  }

  private static Optional<StreamPlace> seq(String text) {
    return StreamPlace.parseOfSession(text).filter(place -> place.life() == StreamPlace.FIRST_LIFE);
  }

  private static TailParameters read(
      Request request,
      String placeName,
      StreamPlace otherwise,
      Function<String, Optional<StreamPlace>> parser,
      Function<String, Optional<StreamPlace>> idParser,
      TailLimits limits) {
    QueryParameters query = request.query();
    String named = query.string(placeName);
    StreamPlace asked = named == null ? otherwise : parser.apply(named).orElse(null);
    if (asked == null) {
      query.fault(placeName, "must be the id of an event of such a stream");
    }
    Set<Role> roles = Parameters.roles(query);
    int items =
        query.integer("buffer_size", limits.bufferItemsDefault(), 1, limits.bufferItemsMax());
    int seconds = query.integer("timeout_seconds", limits.secondsMax(), 1, limits.secondsMax());
    query.throwIfFaulty();
    String last = request.header(LAST_EVENT_ID);
    boolean resumed = last != null && !last.isBlank();
    StreamPlace place =
        last == null || !resumed ? asked : idParser.apply(last.strip()).orElse(null);
    if (place == null) {
      throw new ProblemException(
          ErrorCode.INVALID_HEADER, LAST_EVENT_ID + " must be the id of an event of this stream");
    }
    return new TailParameters(place, resumed, roles, items, seconds);
  }
}
