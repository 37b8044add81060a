package io.chatlog.standalone.load;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines, gathers them into batches by user, and sends the batches in several lanes at once.
 *
 * <p>What is read and not sent yet is bounded: each lane holds at most one batch that is being
 * gathered, one that waits and one that is being sent; the reader waits for the slowest.
 */
public final class Loader {
  private static final List<MessageLine> END = List.of();
  private static final long POLL_MS = 100;

  private final LineParser parser;
  private final BatchSender sender;
  private final LoadLimits limits;
  private final Tally tally;
  private final Pause pause;
  private final AtomicReference<@Nullable Exception> fault = new AtomicReference<>();

  /** A loader for one load. */
  public Loader(
      LineParser parser, BatchSender sender, LoadLimits limits, Tally tally, Pause pause) {
    this.parser = parser;
    this.sender = sender;
    this.limits = limits;
    this.tally = tally;
    this.pause = pause;
  }

  /**
   * Returns when the input is at its end and every line of it is counted in the tally.
   *
   * @throws IOException when the input cannot be read
   * @throws LoadStoppedException when the server does not take such requests
   */
  public void load(InputStream in) throws IOException, InterruptedException, LoadStoppedException {
    List<LaneQueue> lanes = new ArrayList<>();
    for (int i = 0; i < limits.lanes(); i++) {
      lanes.add(new LaneQueue(i));
    }
    try {
      read(in, lanes);
      for (LaneQueue lane : lanes) {
        lane.flush();
        lane.put(END);
      }
      for (LaneQueue lane : lanes) {
        lane.thread.join();
      }
    } finally {
      lanes.forEach(lane -> lane.thread.interrupt());
    }
    rethrowFault();
  }

  private void read(InputStream in, List<LaneQueue> lanes)
      throws IOException, InterruptedException, LoadStoppedException {
    LineReader reader = new LineReader(in, limits.lineBytesMax());
    long number = 0;
    for (var raw = reader.next(); raw != null; raw = reader.next()) {
      number++;
      if (raw.tooLong()) {
        tally.read();
        tally.refused(number, "line_too_long", "over " + limits.lineBytesMax() + " bytes");
      } else if (!isBlank(raw.bytes())) {
        tally.read();
        MessageLine line = parser.parse(number, raw.bytes());
        lanes.get(Math.floorMod(line.owner().hashCode(), lanes.size())).add(line);
      }
    }
  }

  private void rethrowFault() throws LoadStoppedException {
    Exception thrown = fault.get();
    if (thrown instanceof LoadStoppedException stopped) {
      throw stopped;
    }
    if (thrown != null) {
      throw new IllegalStateException("a lane of the load broke off", thrown);
    }
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  /** The batch that is being gathered for a lane, and the thread that sends those before it. */
  private final class LaneQueue {
    private final BlockingQueue<List<MessageLine>> waiting = new ArrayBlockingQueue<>(1);
    private final Thread thread;
    private List<MessageLine> gathering = new ArrayList<>();
    private long gatheringBytes;

    LaneQueue(int number) {
      thread = Thread.ofVirtual().name("load-" + number).start(this::sendAll);
    }

    void add(MessageLine line) throws InterruptedException, LoadStoppedException {
      if (gatheringBytes + line.json().length + 1 > limits.batchBytesMax()) {
        flush();
      }
      gathering.add(line);
      gatheringBytes += line.json().length + 1;
      if (gathering.size() == limits.batchLinesMax()) {
        flush();
      }
    }

    void flush() throws InterruptedException, LoadStoppedException {
      if (!gathering.isEmpty()) {
        put(gathering);
        gathering = new ArrayList<>();
        gatheringBytes = 0;
      }
    }

    /** Waits for a place, and notices when a lane has broken off and there will never be one. */
    void put(List<MessageLine> batch) throws InterruptedException, LoadStoppedException {
      while (!waiting.offer(batch, POLL_MS, TimeUnit.MILLISECONDS)) {
        rethrowFault();
      }
      rethrowFault();
    }

    private void sendAll() {
      Lane lane = new Lane(sender, tally, pause, limits.retryMax());
      try {
        for (List<MessageLine> batch = waiting.take(); !batch.isEmpty(); batch = waiting.take()) {
          lane.send(batch);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (LoadStoppedException | RuntimeException e) {
        fault.compareAndSet(null, e);
      }
    }
  }
}
