package io.chatlog.processor.upkeep;

/** Nobody asks for the work any more, or the node stops. Expected, hence without a trace. */
final class Cancelled extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Cancelled() {
    super("nobody asks any more", null, false, false);
  }
}
