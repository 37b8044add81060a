package io.chatlog.view.wire;

/**
 * Bytes that are not what they should be: cut short, out of range, or of a version not known here.
 * Unchecked, because whoever reads a row of its own store cannot do anything about it; whoever
 * reads bytes of another node must catch it.
 */
public final class BrokenWire extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param why what is wrong, without a full stop
   */
  public BrokenWire(String why) {
    super(why);
  }

  /**
   * @param why what is wrong, without a full stop
   * @param cause what a value said to its parts
   */
  public BrokenWire(String why, Throwable cause) {
    super(why, cause);
  }
}
