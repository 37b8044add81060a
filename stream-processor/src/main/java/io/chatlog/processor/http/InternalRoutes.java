package io.chatlog.processor.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.body.Body;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.route.GatedReads;
import io.chatlog.route.NodeMetadataCodec;
import io.chatlog.route.NodeStatus;
import io.chatlog.route.TooManyReads;
import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.PartitionReads;
import io.chatlog.view.wire.BrokenWire;
import io.chatlog.view.wire.ReadCodec;
import io.chatlog.view.wire.ReadCodec.Question;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * The endpoint that other nodes read through. Both bodies are binary ({@link ReadCodec}, {@link
 * NodeMetadataCodec}).
 *
 * <ul>
 *   <li>{@code POST /internal/v1/read} asks one read of one partition: 200 with the answer, or with
 *       how far the partition is when it is behind the position asked for; 421 with the reason when
 *       this node does not own the partition now; 400 for bytes that ask nothing; 429 when more
 *       reads are inside the state than allowed, for longer than one may wait.
 *   <li>{@code GET /internal/v1/metadata} tells how the node stands.
 * </ul>
 *
 * <p>It checks no credentials: it belongs on a network that clients do not reach.
 */
public final class InternalRoutes implements Routes {
  private static final String MEDIA_TYPE = "application/octet-stream";
  private static final int OK = 200;
  private static final int MISDIRECTED_REQUEST = 421;

  /** Less than a router gives one attempt, so that it hears what is the matter. */
  private static final Duration TURN_PATIENCE = Duration.ofSeconds(2);

  private final GatedReads reads;
  private final NodeStatus status;

  /**
   * @param readsMax how many reads may be inside the state at once, those that wait for a position
   *     not counted; more wait for a while and are refused then, and their routers try again
   */
  public InternalRoutes(PartitionReads reads, NodeStatus status, int readsMax) {
    this.reads = new GatedReads(reads, readsMax, TURN_PATIENCE);
    this.status = status;
  }

  /** Lets another number of reads be inside from now on. */
  public void limit(int readsMax) {
    reads.limit(readsMax);
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
    try {
      return answer(question(request.body()));
    } catch (TooManyReads busy) {
      throw new ProblemException(ErrorCode.TOO_MANY_REQUESTS, String.valueOf(busy.getMessage()));
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
