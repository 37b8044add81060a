package io.chatlog.http.json;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.body.Body;
import io.chatlog.http.problem.ProblemException;

/**
 * The items of a batch, one after the other, without a tree of it in memory. One item's faults are
 * its own: they stand in its {@link Fields#faults}, and the next item is read as if nothing had
 * happened.
 *
 * <pre>{@code
 * ItemReader items = ItemReader.array(body, NAMES, 10_000);
 * while (items.next()) {
 *   Fields item = items.fields();
 *   …
 * }
 * }</pre>
 *
 * <p>Of an array, a syntax error anywhere is the fault of the whole body, and is found only when it
 * is reached: nothing may be done with an item before all are read. Of NDJSON, a malformed line is
 * an item with the fault {@code malformed_json}. Not thread-safe.
 */
public sealed interface ItemReader permits ArrayItems, LineItems {
  /**
   * Goes to the next item; false when there is none.
   *
   * @throws ProblemException {@code malformed_json} for the body as a whole, {@code
   *     batch_too_large}, {@code batch_empty}
   */
  boolean next();

  /** The number of the current item, from 0; blank lines have no number. */
  int index();

  /** The current item; valid until {@link #next}. */
  Fields fields();

  /** The items of a JSON array of objects. */
  static ItemReader array(Body body, FieldNames names, int itemsMax) {
    return new ArrayItems(body, names, itemsMax);
  }

  /** The items of NDJSON: one object a line, lines ended by LF or CRLF, blank ones skipped. */
  static ItemReader lines(Body body, FieldNames names, int itemsMax) {
    return new LineItems(body, names, itemsMax);
  }

  /** What is said of more items than are taken. */
  static ProblemException tooMany(int itemsMax) {
    return new ProblemException(
        ErrorCode.BATCH_TOO_LARGE, "the batch has more than " + itemsMax + " items");
  }

  /** What is said of a batch without items. */
  static ProblemException none() {
    return new ProblemException(ErrorCode.BATCH_EMPTY, ErrorCode.BATCH_EMPTY.title());
  }
}
