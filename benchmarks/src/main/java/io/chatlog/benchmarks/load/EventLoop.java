package io.chatlog.benchmarks.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * One thread that keeps some connections busy: a thread for each would cost the servers half of
 * what they have when both share two cores. A request waits, in the order in which requests are
 * due, for a connection to be free; its latency counts from when it was due. Used by one thread.
 */
final class EventLoop implements AutoCloseable {
  private static final long LATENCY_MICROS_MAX = 120_000_000;
  private static final int DIGITS = 3;
  private static final int READ_BYTES = 1 << 16;
  private static final long SELECT_MILLIS_MAX = 1_000;
  private static final long SILENCE_NANOS_MAX = 60_000_000_000L;

  private final List<Request> requests;
  private final byte[][] heads;
  private final Schedule schedule;
  private final Selector selector;
  private final ByteBuffer in = ByteBuffer.allocateDirect(READ_BYTES);
  private final ArrayDeque<Exchange> idle = new ArrayDeque<>();
  private final Histogram latencies = histogram();
  private final int connections;
  private long messages;
  private long failures;
  private long cpuNanos;
  private String firstFailure = "";

  /**
   * Connects.
   *
   * @param heads of the requests, for this server
   */
  EventLoop(URI server, int connections, List<Request> requests, byte[][] heads, Schedule schedule)
      throws IOException {
    this.requests = requests;
    this.heads = heads;
    this.schedule = schedule;
    this.connections = connections;
    this.selector = Selector.open();
    int bytesMax = 0;
    for (int at = 0; at < heads.length; at++) {
      bytesMax = Math.max(bytesMax, heads[at].length + requests.get(at).body().length);
    }
    try {
      for (int at = 0; at < connections; at++) {
        idle.add(new Exchange(connect(server), bytesMax));
      }
    } catch (IOException failed) {
      close();
      throw failed;
    }
  }

  /** One that takes latencies of up to two minutes, in microseconds. */
  static Histogram histogram() {
    return new Histogram(LATENCY_MICROS_MAX, DIGITS);
  }

  private static SocketChannel connect(URI server) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    return channel;
  }

  /** Sends what is due until nothing is left, and reads every answer. */
  void run() throws IOException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long cpuBefore = threads.getCurrentThreadCpuTime();
    Alarm alarm = new Alarm(selector, schedule);
    try (alarm) {
      exchange();
    }
    cpuNanos = threads.getCurrentThreadCpuTime() - cpuBefore + alarm.cpuNanos();
  }

  private void exchange() throws IOException {
    startDue();
    long heard = System.nanoTime();
    while (idle.size() < connections || schedule.untilDue(System.nanoTime()) != Schedule.NEVER) {
      int ready = selector.select(this::go, SELECT_MILLIS_MAX);
      startDue();
      long now = System.nanoTime();
      if (ready > 0 || idle.size() == connections) {
        heard = now;
      } else if (now - heard > SILENCE_NANOS_MAX) {
        throw new SocketTimeoutException("no answer for a minute");
      }
    }
  }

  private void startDue() throws IOException {
    while (!idle.isEmpty()) {
      long now = System.nanoTime();
      long untilDue = schedule.untilDue(now);
      if (untilDue > 0) {
        return;
      }
      idle.remove().start((int) (schedule.take() % requests.size()), now + untilDue);
    }
  }

  private void go(SelectionKey key) {
    Exchange exchange = (Exchange) key.attachment();
    try {
      if (key.isWritable()) {
        exchange.write();
      }
      if (key.isReadable()) {
        exchange.read();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A connection with the request that it is busy with. */
  private final class Exchange {
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer out;
    private final ReplyParser reply = new ReplyParser();
    private int request;
    private long dueNanos;

    Exchange(SocketChannel channel, int bytesMax) throws IOException {
      this.channel = channel;
      this.out = ByteBuffer.allocateDirect(bytesMax);
      this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    void start(int number, long due) throws IOException {
      request = number;
      dueNanos = due;
      reply.reset();
      out.clear().put(heads[number]).put(requests.get(number).body()).flip();
      write();
    }

    void write() throws IOException {
      channel.write(out);
      int wanted = SelectionKey.OP_READ | (out.hasRemaining() ? SelectionKey.OP_WRITE : 0);
      if (key.interestOps() != wanted) {
        key.interestOps(wanted);
      }
    }

    void read() throws IOException {
      in.clear();
      if (channel.read(in) < 0) {
        throw new EOFException("the server closed a connection");
      }
      in.flip();
      if (reply.read(in)) {
        if (in.hasRemaining() || out.hasRemaining()) {
          throw new IOException("an answer to nothing: " + reply.status());
        }
        done();
        idle.add(this);
        startDue();
      }
    }

    private void done() {
      long micros = (System.nanoTime() - dueNanos) / 1_000;
      latencies.recordValue(Math.clamp(micros, 0, LATENCY_MICROS_MAX));
      if (reply.succeeded()) {
        messages += requests.get(request).messages();
      } else {
        failures++;
        if (firstFailure.isEmpty()) {
          firstFailure =
              requests.get(request).target() + ": " + reply.status() + " " + reply.keptBody();
        }
      }
    }
  }

  /** Processor time of this client, once it has run. */
  long cpuNanos() {
    return cpuNanos;
  }

  Histogram latencies() {
    return latencies;
  }

  long messages() {
    return messages;
  }

  long failures() {
    return failures;
  }

  String firstFailure() {
    return firstFailure;
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
