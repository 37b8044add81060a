package io.chatlog.processor.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.body.Body;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.route.NodeMetadataCodec;
import io.chatlog.route.NodeStatus;
import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.PartitionReads;
import io.chatlog.view.wire.BrokenWire;
import io.chatlog.view.wire.ReadCodec;
import io.chatlog.view.wire.ReadCodec.Question;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/**
 * The endpoint that other nodes read through. Both bodies are binary ({@link ReadCodec}, {@link
 * NodeMetadataCodec}).
 *
 * <ul>
 *   <li>{@code POST /internal/v1/read} asks one read of one partition: 200 with the answer, or with
 *       how far the partition is when it is behind the position asked for; 421 with the reason when
 *       this node does not own the partition now; 400 for bytes that ask nothing; 429 when more
 *       reads are under way than allowed.
 *   <li>{@code GET /internal/v1/metadata} tells how the node stands.
 * </ul>
 *
 * <p>It checks no credentials: it belongs on a network that clients do not reach.
 */
public final class InternalRoutes implements Routes {
  private static final String MEDIA_TYPE = "application/octet-stream";
  private static final int OK = 200;
  private static final int MISDIRECTED_REQUEST = 421;

  private final PartitionReads reads;
  private final NodeStatus status;
  private final Semaphore permits;

  /**
   * @param readsMax how many reads may be under way at once, those that wait for a position
   *     included; one more is refused at once, and its router tries again
   */
  public InternalRoutes(PartitionReads reads, NodeStatus status, int readsMax) {
    this.reads = reads;
    this.status = status;
    this.permits = new Semaphore(readsMax);
  }

  @Override
  public void register(RouteTable routes) {
    routes.add(HttpMethod.POST, "/internal/v1/read", "internal_read", this::read);
    routes.add(HttpMethod.GET, "/internal/v1/metadata", "internal_metadata", this::metadata);
  }

  private Answer metadata(Request request) {
    return Answer.bytes(OK, MEDIA_TYPE, NodeMetadataCodec.CODEC.encode(status.metadata()));
  }

  private Answer read(Request request) throws IOException {
    Question<?> question = question(request.body());
    if (!permits.tryAcquire()) {
      throw new ProblemException(ErrorCode.TOO_MANY_REQUESTS, "too many reads are under way");
    }
    try {
      return answer(question);
    } finally {
      permits.release();
    }
  }

  private static Question<?> question(Body body) {
    try {
      return ReadCodec.decodeQuestion(Arrays.copyOf(body.array(), body.length()));
    } catch (BrokenWire broken) {
      throw new ProblemException(ErrorCode.MALFORMED_REQUEST, String.valueOf(broken.getMessage()));
    }
  }

  private <R> Answer answer(Question<R> question) {
    PartitionAnswer<R> answer =
        reads.read(question.partition(), question.read(), question.freshness());
    int code = answer instanceof PartitionAnswer.NotHere<R> ? MISDIRECTED_REQUEST : OK;
    return Answer.bytes(code, MEDIA_TYPE, ReadCodec.encode(question.read(), answer));
  }
}
