package io.chatlog.ingest.publish;

/**
 * One record of the events topic, encoded. The arrays are not copied: whoever has the record does
 * not change them.
 *
 * @param partition the partition of its owner
 */
public record LogRecord(int partition, byte[] key, byte[] value) {
  /**
   * What a record costs beside key and value: the batch's framing and the bookkeeping of a send.
   */
  private static final int OVERHEAD_BYTES = 100;

  /** The bytes that it holds while it is in flight. */
  public int bytes() {
    return key.length + value.length + OVERHEAD_BYTES;
  }
}
