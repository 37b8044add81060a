package io.chatlog.ingest.http;

import io.chatlog.auth.Caller;
import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.http.json.Fields;
import io.chatlog.http.json.ItemReader;
import io.chatlog.http.problem.Faults;
import io.chatlog.ingest.accept.Acceptance;
import io.chatlog.ingest.outcome.Written.Target;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.value.Ids;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items of a batch, one after the other, each to its encoded record or its faults. Not
 * thread-safe: one per batch.
 *
 * <p>An item's event and texts are garbage as soon as it is encoded. Measured with 40,000 real
 * lines of 358 bytes, one thread: 2.5 µs of CPU and 2.6 KB allocated an item, of which parsing
 * takes 0.65 µs and 650 bytes; the encoded record stays.
 */
final class ItemAcceptor {
  /** An item with a hundred faults must not make an answer a hundred times as large. */
  private static final int DETAIL_CHARS_MAX = 500;

  /** What is made of the fields of one item. */
  @FunctionalInterface
  interface FieldsAcceptance {
    /**
     * @param index the item's place in the batch
     */
    Acceptance accept(Fields fields, int index);
  }

  private final EventEncoder encoder;
  private final String idField;
  private final Caller caller;
  private final FieldsAcceptance acceptance;

  /**
   * @param idField the field that holds the id of the item
   * @param caller on whose behalf items are written: one of another user than it may write for is
   *     forbidden
   */
  ItemAcceptor(EventEncoder encoder, String idField, Caller caller, FieldsAcceptance acceptance) {
    this.encoder = encoder;
    this.idField = idField;
    this.caller = caller;
    this.acceptance = acceptance;
  }

  /** Every item of a body. */
  List<BatchItem> all(ItemReader reader) {
    List<BatchItem> items = new ArrayList<>();
    while (reader.next()) {
      items.add(one(reader.fields(), reader.index()));
    }
    return items;
  }

  /** One item. */
  BatchItem one(Fields fields, int index) {
    Faults faults = fields.faults();
    boolean malformed =
        faults.first().map(fault -> fault.code() == ErrorCode.MALFORMED_JSON).orElse(false);
    if (malformed) {
      return faulty(fields);
    }
    return switch (acceptance.accept(fields, index)) {
      case Acceptance.Refused refused -> {
        FieldReaders.merge(refused.faults(), faults);
        yield faulty(fields);
      }
      case Acceptance.Accepted(Event event) -> {
        if (!caller.opens(event.owner())) {
          faults.add("/user_id", ErrorCode.FORBIDDEN, "the token is another user's");
        }
        yield faults.isEmpty() ? ready(event) : faulty(fields);
      }
    };
  }

  private BatchItem ready(Event event) {
    return event.payload() instanceof CreateUser create && create.email() != null
        ? new BatchItem.Claiming(event, create, create.email())
        : new BatchItem.Ready(Target.of(event), encoder.encode(event));
  }

  private BatchItem.Faulty faulty(Fields fields) {
    Faults faults = fields.faults();
    ErrorCode code = faults.first().orElseThrow().code();
    String detail = faults.summary();
    String shown = detail.length() <= DETAIL_CHARS_MAX ? detail : shortened(detail);
    // Read last: an id of a wrong type adds a fault that has been told already.
    return new BatchItem.Faulty(legal(fields.text(idField)), code, shown);
  }

  /** Never half a character. */
  private static String shortened(String detail) {
    int end = Character.isHighSurrogate(detail.charAt(DETAIL_CHARS_MAX - 1)) ? 1 : 0;
    return detail.substring(0, DETAIL_CHARS_MAX - end) + "…";
  }

  private static @Nullable String legal(@Nullable String id) {
    return id != null && Ids.fault(id).isEmpty() ? id : null;
  }
}
