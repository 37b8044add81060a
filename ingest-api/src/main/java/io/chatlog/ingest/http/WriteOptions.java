package io.chatlog.ingest.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.VersionCondition;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.param.Prefer;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.ingest.accept.RouteKind;
import io.chatlog.ingest.accept.WriteContext;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of a write ask for.
 *
 * @param respondAsync whether to answer as soon as the write is accepted
 * @param waitMillis how long to wait for the decision otherwise
 * @param idempotencyKey the {@code Idempotency-Key}, or null
 * @param actor the id of the API key that writes, or null
 * @param condition what the version of what is changed must be, or null; a POST has none, because
 *     what it makes has no version yet
 */
record WriteOptions(
    boolean respondAsync,
    int waitMillis,
    @Nullable String idempotencyKey,
    @Nullable String actor,
    @Nullable VersionCondition condition) {
  static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /**
   * Reads the headers. {@code respond-async} together with {@code wait=N} waits for N seconds and
   * only then answers 202, as RFC 7240 has it.
   *
   * @throws ProblemException {@code invalid_header} for a key that is no key, or for several; for a
   *     condition that is none
   */
  static WriteOptions of(Request request, RouteSettings settings) {
    Prefer prefer = request.prefer();
    Duration wait = prefer.waitLimit();
    int waitMillis =
        wait == null
            ? settings.waitMillisDefault()
            : (int) Math.min(wait.toMillis(), settings.waitMillisMax());
    return new WriteOptions(
        prefer.respondAsync() && wait == null,
        waitMillis,
        key(request),
        request.caller().actor(),
        request.route().method() == HttpMethod.POST ? null : request.condition());
  }

  private static @Nullable String key(Request request) {
    List<String> keys = request.headers(IDEMPOTENCY_KEY);
    if (keys.isEmpty()) {
      return null;
    }
    if (keys.size() > 1 || !WriteContext.isKey(keys.getFirst())) {
      throw new ProblemException(
          ErrorCode.INVALID_HEADER,
          IDEMPOTENCY_KEY
              + " must be given once, as 1 to "
              + WriteContext.KEY_CHARS_MAX
              + " visible ASCII characters");
    }
    return keys.getFirst();
  }

  /** The context of a write of one kind, of the first item where it is a batch. */
  WriteContext context(RouteKind kind) {
    return new WriteContext(kind, idempotencyKey, actor, 0, condition);
  }
}
