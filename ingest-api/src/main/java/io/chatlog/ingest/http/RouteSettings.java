package io.chatlog.ingest.http;

import io.chatlog.ingest.accept.DocumentLimits;
import io.chatlog.ingest.accept.WriteLimits;
import io.chatlog.view.Freshness;

/**
 * The bounds of the write routes.
 *
 * @param limits of a single write
 * @param documents bounds of documents
 * @param batchItemsMax items of one batch
 * @param waitMillisDefault how long a write waits for its decision when the client does not say
 * @param waitMillisMax the longest such wait; a client that wants more gets this
 */
public record RouteSettings(
    WriteLimits limits,
    DocumentLimits documents,
    int batchItemsMax,
    int waitMillisDefault,
    int waitMillisMax) {

  /**
   * Passwords that one batch sets: a hundred hashes take a few seconds of one core, less than a
   * request may.
   */
  public static final int BATCH_PASSWORDS_MAX = 100;

  /** With the default bounds of documents. */
  public RouteSettings(
      WriteLimits limits, int batchItemsMax, int waitMillisDefault, int waitMillisMax) {
    this(limits, DocumentLimits.defaults(), batchItemsMax, waitMillisDefault, waitMillisMax);
  }

  public RouteSettings {
    if (batchItemsMax < 1) {
      throw new IllegalArgumentException("batch_items_max must be positive: " + batchItemsMax);
    }
    if (waitMillisMax < 0 || waitMillisMax > Freshness.WAIT_MILLIS_MAX) {
      throw new IllegalArgumentException(
          "wait_max must be 0.." + Freshness.WAIT_MILLIS_MAX + " ms: " + waitMillisMax);
    }
    if (waitMillisDefault < 0 || waitMillisDefault > waitMillisMax) {
      throw new IllegalArgumentException("wait_default must be 0..wait_max: " + waitMillisDefault);
    }
  }
}
