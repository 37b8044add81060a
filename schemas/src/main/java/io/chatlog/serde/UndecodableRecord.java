package io.chatlog.serde;

/**
 * Bytes that are not a record of the expected type in Confluent's wire format. The message says
 * why; the record will never decode, so it belongs on the dead-letter topic.
 */
public final class UndecodableRecord extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param why what is wrong, without a full stop
   */
  public UndecodableRecord(String why) {
    super(why);
  }

  /**
   * @param why what is wrong, without a full stop
   * @param cause what the decoder said
   */
  public UndecodableRecord(String why, Throwable cause) {
    super(why, cause);
  }
}
