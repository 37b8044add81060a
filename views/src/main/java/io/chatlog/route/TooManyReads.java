package io.chatlog.route;

/** A read got no turn inside the state in time. The same read may succeed a moment later. */
public final class TooManyReads extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyReads(int insideMax) {
    super(insideMax + " reads are inside the state already", null, false, false);
  }
}
