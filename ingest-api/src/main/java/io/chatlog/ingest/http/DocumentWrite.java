package io.chatlog.ingest.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.http.Answer;
import io.chatlog.http.json.Fields;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.ingest.accept.DocumentAcceptor;
import io.chatlog.ingest.accept.DocumentFields;
import io.chatlog.ingest.accept.DocumentLimits;
import io.chatlog.ingest.accept.WriteContext;
import io.chatlog.ingest.document.Chunker;
import io.chatlog.ingest.document.Extraction;
import io.chatlog.ingest.document.TextExtractor;
import io.chatlog.ingest.http.PathIds.SessionAddress;
import io.chatlog.ingest.http.SingleWrite.Success;
import io.chatlog.ingest.publish.Append;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.ingest.publish.EventLog;
import io.chatlog.ingest.publish.LogRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes a document in: extracts its text, cuts that into pieces, appends bytes and pieces part by
 * part, and then the event that makes a document of them. What is interrupted before that is seen
 * by nobody and goes after a while; it is safe to repeat with the same document id. Thread-safe;
 * blocks.
 *
 * <p>A few documents are taken in at a time; others wait for their turn for a while.
 */
final class DocumentWrite {
  /** Parts that are on their way at once. */
  private static final int PARTS_AT_ONCE = 4;

  private static final int CHUNKS_PER_PART_MAX = 10_000;

  private final DocumentAcceptor acceptor;
  private final DocumentLimits limits;
  private final TextExtractor extractor;
  private final EventEncoder encoder;
  private final EventLog log;
  private final SingleWrite single;
  private final Chunker chunker;
  private final Semaphore turns;

  DocumentWrite(
      DocumentAcceptor acceptor,
      DocumentLimits limits,
      TextExtractor extractor,
      EventEncoder encoder,
      EventLog log,
      SingleWrite single) {
    this.acceptor = acceptor;
    this.limits = limits;
    this.extractor = extractor;
    this.encoder = encoder;
    this.log = log;
    this.single = single;
    this.chunker = new Chunker(limits.chunkChars(), limits.chunkOverlapChars());
    this.turns = new Semaphore(limits.atOnceMax(), true);
  }

  /**
   * Takes a document in, whose fields have no fault.
   *
   * @throws ProblemException when it is too large, when too many are taken in, or when the log
   *     cannot be written
   */
  Answer post(
      SessionAddress address, DocumentFields fields, WriteOptions options, WriteContext context) {
    DocumentAcceptor.Accepted document =
        acceptor.accept(address.owner(), address.session(), fields, context);
    if (document.content().length > limits.bytesMax()) {
      throw new ProblemException(
          ErrorCode.DOCUMENT_TOO_LARGE,
          "the document has "
              + document.content().length
              + " bytes, more than "
              + limits.bytesMax());
    }
    awaitTurn();
    try {
      return single.answer(taken(document, context), options, Success.CREATED, _ -> {});
    } finally {
      turns.release();
    }
  }

  private void awaitTurn() {
    try {
      if (turns.tryAcquire(limits.patienceMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    throw tooMany();
  }

  private static ProblemException tooMany() {
    return new ProblemException(
        ErrorCode.TOO_MANY_REQUESTS, "too many documents are being taken in");
  }

  /** Appends the parts of a document; the event that completes it. */
  private Event taken(DocumentAcceptor.Accepted document, WriteContext context) {
    List<String> chunks = List.of();
    String error = null;
    switch (extractor.extract(document.content(), document.mimeType(), document.filename())) {
      case Extraction.Busy _ -> throw tooMany();
      case Extraction.Failed(String reason) -> error = reason;
      case Extraction.Extracted(String text) ->
          chunks =
              chunker.chunks(
                  text.length() <= limits.textCharsMax()
                      ? text
                      : text.substring(0, limits.textCharsMax()));
    }
    Parts parts = new Parts(document, context);
    parts.addContent();
    parts.addChunks(chunks);
    parts.send();
    return acceptor.complete(document, parts.count, chunks.size(), error, context);
  }

  /** The parts of one document. */
  private final class Parts {
    private final DocumentAcceptor.Accepted document;
    private final WriteContext context;
    private final List<LogRecord> waiting = new ArrayList<>(PARTS_AT_ONCE);
    private int count;

    Parts(DocumentAcceptor.Accepted document, WriteContext context) {
      this.document = document;
      this.context = context;
    }

    void addContent() {
      byte[] content = document.content();
      for (int from = 0; from < content.length; from += DocumentLimits.PART_BYTES) {
        int end = Math.min(content.length, from + DocumentLimits.PART_BYTES);
        add(Arrays.copyOfRange(content, from, end), List.of(), 0);
      }
    }

    void addChunks(List<String> chunks) {
      int from = 0;
      int bytes = 0;
      for (int at = 0; at < chunks.size(); at++) {
        int more = Fields.utf8Bytes(chunks.get(at));
        if (at > from
            && (bytes + more > DocumentLimits.PART_BYTES || at - from == CHUNKS_PER_PART_MAX)) {
          add(new byte[0], chunks.subList(from, at), from);
          from = at;
          bytes = 0;
        }
        bytes += more;
      }
      if (from < chunks.size()) {
        add(new byte[0], chunks.subList(from, chunks.size()), from);
      }
    }

    private void add(byte[] bytes, List<String> chunks, int firstChunk) {
      waiting.add(
          encoder.encode(acceptor.part(document, count++, bytes, chunks, firstChunk, context)));
      if (waiting.size() == PARTS_AT_ONCE) {
        send();
      }
    }

    void send() {
      if (waiting.isEmpty()) {
        return;
      }
      for (Append append : log.append(waiting)) {
        ProblemException unwritten = unwritten(append);
        if (unwritten != null) {
          throw unwritten;
        }
      }
      waiting.clear();
    }

    private @Nullable ProblemException unwritten(Append append) {
      return switch (append) {
        case Append.Acknowledged _ -> null;
        case Append.NotWritten(ErrorCode code, String detail) -> new ProblemException(code, detail);
        case Append.Unknown(String detail) ->
            new ProblemException(
                ErrorCode.OUTCOME_UNKNOWN,
                detail
                    + "; the document is safe to repeat with the document_id "
                    + document.document());
      };
    }
  }
}
