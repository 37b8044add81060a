package io.chatlog.route;

import io.chatlog.route.NodeFailure.Kind;
import io.chatlog.view.Freshness;
import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.Read;
import io.chatlog.view.wire.BrokenWire;
import io.chatlog.view.wire.ReadCodec;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Nodes over HTTP/1.1 with kept-alive connections: {@code POST /internal/v1/read} and {@code GET
 * /internal/v1/metadata}, bodies in the binary form of {@link ReadCodec} and {@link
 * NodeMetadataCodec}.
 */
final class HttpTransport implements NodeTransport {
  static final String READ_PATH = "/internal/v1/read";
  static final String METADATA_PATH = "/internal/v1/metadata";
  static final String MEDIA_TYPE = "application/octet-stream";

  private static final int OK = 200;
  private static final int MISDIRECTED_REQUEST = 421;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVICE_UNAVAILABLE = 503;
  private static final int METADATA_BYTES_MAX = 16 << 20;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client;
  private final RouteSettings settings;

  HttpTransport(RouteSettings settings) {
    this.settings = settings;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(threads)
            .build();
  }

  @Override
  public Node node(NodeAddress address) {
    return new HttpNode(address, new Semaphore(settings.nodeRequestsMax()));
  }

  @Override
  public NodeMetadata metadata(NodeAddress address, Duration timeout)
      throws NodeFailure, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address.resolve(METADATA_PATH)).GET().build();
    HttpResponse<byte[]> response = exchange(request, METADATA_BYTES_MAX, timeout);
    if (response.statusCode() != OK) {
      throw new NodeFailure(Kind.GONE, "answered " + response.statusCode());
    }
    try {
      return NodeMetadataCodec.CODEC.decode(response.body());
    } catch (BrokenWire broken) {
      throw new NodeFailure(Kind.GONE, "answered no metadata: " + broken.getMessage());
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    threads.shutdownNow();
  }

  private HttpResponse<byte[]> exchange(HttpRequest request, int bytesMax, Duration timeout)
      throws NodeFailure, InterruptedException {
    // Not sendAsync, whose futures complete on the common pool, where anybody may block. And a
    // time-out of ours, because the JDK's own one for requests ends with the answer's headers.
    Future<HttpResponse<byte[]>> exchange;
    try {
      exchange =
          threads.submit(
              () ->
                  client.send(
                      request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), bytesMax)));
    } catch (RejectedExecutionException closed) {
      throw new NodeFailure(Kind.GONE, "this end is closed");
    }
    try {
      return exchange.get(Math.max(1, timeout.toNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException slow) {
      exchange.cancel(true);
      throw new NodeFailure(Kind.SLOW, "no answer within " + timeout.toMillis() + " ms");
    } catch (InterruptedException stop) {
      exchange.cancel(true);
      throw stop;
    } catch (ExecutionException failure) {
      String what = String.valueOf(failure.getCause());
      // the JDK has no type for it; asking for the same again would not make it smaller
      throw new NodeFailure(what.contains("exceeds capacity") ? Kind.FAULTY : Kind.GONE, what);
    }
  }

  private final class HttpNode implements Node {
    private final NodeAddress address;
    private final Semaphore turns;

    HttpNode(NodeAddress address, Semaphore turns) {
      this.address = address;
      this.turns = turns;
    }

    @Override
    public NodeAddress address() {
      return address;
    }

    @Override
    public <R> PartitionAnswer<R> read(
        int partition, Read<R> read, Freshness freshness, Duration timeout)
        throws NodeFailure, InterruptedException {
      Deadline deadline = Deadline.in(timeout);
      byte[] question = ReadCodec.encode(new ReadCodec.Question<>(partition, read, freshness));
      if (!turns.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new NodeFailure(
            Kind.SLOW, "more than " + settings.nodeRequestsMax() + " reads are under way");
      }
      try {
        return answer(read, question, Duration.ofNanos(deadline.left()));
      } finally {
        turns.release();
      }
    }

    private <R> PartitionAnswer<R> answer(Read<R> read, byte[] question, Duration timeout)
        throws NodeFailure, InterruptedException {
      if (!timeout.isPositive()) {
        throw new NodeFailure(Kind.SLOW, "no turn in time");
      }
      HttpRequest request =
          HttpRequest.newBuilder(address.resolve(READ_PATH))
              .header("Content-Type", MEDIA_TYPE)
              .POST(BodyPublishers.ofByteArray(question))
              .build();
      HttpResponse<byte[]> response = exchange(request, settings.answerBytesMax(), timeout);
      return switch (response.statusCode()) {
        case OK, MISDIRECTED_REQUEST -> decoded(read, response.body());
        case TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE ->
            throw new NodeFailure(Kind.BUSY, "answered " + response.statusCode());
        default -> throw new NodeFailure(Kind.FAULTY, "answered " + response.statusCode());
      };
    }

    private static <R> PartitionAnswer<R> decoded(Read<R> read, byte[] body) throws NodeFailure {
      try {
        return ReadCodec.decodeAnswer(read, body);
      } catch (BrokenWire broken) {
        throw new NodeFailure(Kind.FAULTY, "answered no answer: " + broken.getMessage());
      }
    }
  }
}
