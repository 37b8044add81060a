package io.chatlog.route;

/** A node gave no answer that can be used. Expected whenever a node dies, hence without a trace. */
final class NodeFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong, and what to do. */
  enum Kind {
    /** No connection, or a broken one: ask whoever owns the partition next. */
    GONE,
    /** No answer in time: the node may be dead, or the read too much for the time it was given. */
    SLOW,
    /** The node is there and has no room: ask it again in a moment. */
    BUSY,
    /** The node is there and cannot answer this read: asking again would not help. */
    FAULTY
  }

  private final Kind kind;

  NodeFailure(Kind kind, String why) {
    super(why, null, false, false);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
