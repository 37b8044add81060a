package io.chatlog.http;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The body of an answer that goes on for as long as there is something to tell. What is flushed
 * reaches the client; writing blocks while the client does not read.
 *
 * <p>One thread writes and tells. {@link #cutOff} may be called by any.
 */
public final class LiveOutput extends OutputStream {
  private final OutputStream out;
  private final Runnable connectionEnd;
  private int outcome;

  /**
   * @param connectionEnd closes the connection; must not block
   */
  public LiveOutput(OutputStream out, Runnable connectionEnd) {
    this.out = out;
    this.connectionEnd = connectionEnd;
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    out.write(source, offset, length);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /**
   * What was asked for failed, as the body says: it counts as if it had been answered like that.
   *
   * @param status that an answer which began later would have had
   */
  public void failed(int status) {
    outcome = status;
  }

  /** The status of the failure that was told, or {@code otherwise}. */
  int outcome(int otherwise) {
    return outcome == 0 ? otherwise : outcome;
  }

  /** Closes the connection: a write that is blocked ends with an exception. Does not block. */
  public void cutOff() {
    connectionEnd.run();
  }
}
