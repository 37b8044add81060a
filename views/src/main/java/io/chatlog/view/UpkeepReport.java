package io.chatlog.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a piece of work on a partition stands.
 *
 * @param step what is being done
 * @param done how much of the step is done
 * @param total how much there is to do in the step; 0 when that is not known
 * @param figures what is worth telling, once it is known
 * @param difference the first difference that was found, once the work is done; null when there is
 *     none
 * @param fault why the work failed, or null
 */
public record UpkeepReport(
    State state,
    String step,
    long done,
    long total,
    List<Figure> figures,
    @Nullable Difference difference,
    @Nullable String fault) {
  /** Whether there is more to come. */
  public enum State {
    /** The node is at other work, or has no room: ask again. */
    WAITING,
    /** It is under way: ask again, or it is given up after a while. */
    RUNNING,
    /** It is done. */
    DONE,
    /** It could not be done; another run may be. */
    FAILED
  }

  /** A number with its name. */
  public record Figure(String name, long value) {}

  /**
   * Something that is not as it should be.
   *
   * @param check what was compared with what
   * @param kind the kind of row
   * @param key which row
   * @param expected what should be there
   * @param found what is there
   */
  public record Difference(String check, String kind, String key, String expected, String found) {}

  public UpkeepReport {
    figures = List.copyOf(figures);
  }

  /** Work that has to wait for other work. */
  public static UpkeepReport waiting() {
    return new UpkeepReport(State.WAITING, "waiting", 0, 0, List.of(), null, null);
  }

  /** Whether there is nothing more to come. */
  public boolean ended() {
    return state == State.DONE || state == State.FAILED;
  }
}
