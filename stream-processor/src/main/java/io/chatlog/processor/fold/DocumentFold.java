package io.chatlog.processor.fold;

import static io.chatlog.processor.fold.UserFold.or;
import static io.chatlog.processor.fold.UserFold.orEmpty;
import static io.chatlog.processor.fold.UserFold.versionFault;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload.DeleteDocument;
import io.chatlog.event.Payload.Past;
import io.chatlog.event.Payload.PostDocument;
import io.chatlog.event.Payload.PutDocumentPart;
import io.chatlog.value.UserId;
import io.chatlog.view.Document;
import io.chatlog.view.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides documents. The parts of one come first and are seen by nobody; the event that completes
 * it makes a document of them, all at once, or refuses it, and then the parts go.
 *
 * <p>A part is never refused, because nobody waits for it: one that fits nowhere (no such session,
 * one before it is missing, it came too late) is erased from the log at once, and the completing
 * event says why there is no document. An upload that is not completed in time ({@link
 * FoldLimits#UPLOAD_MICROS_MAX}, by the times of events) lapses: see {@link UploadLapse}.
 *
 * <p>Cost of a part: three look-ups; rows for its bytes, for each piece of text, and for how far
 * the upload is. Completing costs three look-ups and two rows, however large the document is.
 */
final class DocumentFold {
  private DocumentFold() {}

  /** A part is kept for the document that it will belong to, or erased. */
  static Step part(State state, long offset, Event event, PutDocumentPart part) {
    UserId user = event.owner();
    UploadRow upload = state.upload(user, part.sessionId(), part.uploadId());
    if (!fits(state, event, part, upload)) {
      return erased(state, offset, event, part);
    }
    UploadRow before =
        upload != null
            ? upload
            : new UploadRow(
                user, part.sessionId(), part.uploadId(), event.receivedAtMicros(), 0, 0, 0);
    UploadRow after = before.plus(part.content().length, part.chunks().size());
    PartitionRow partition = state.partition().at(offset).withUpload(before.begunMicros());
    return new Step(
        new Decision.Accepted(List.of()),
        List.of(
            new Change.PutPart(
                after, part.content(), before.chunks(), part.chunks(), event.eventId()),
            new Change.PutPartition(partition)));
  }

  private static boolean fits(
      State state, Event event, PutDocumentPart part, @Nullable UploadRow upload) {
    UserId user = event.owner();
    SessionRow session = state.session(user, part.sessionId());
    if (session == null || !takes(session, part.restored())) {
      return false;
    }
    if (upload == null) {
      // where the first part is there without an upload, a document is made of it
      return part.part() == 0
          && state.partEvent(user, part.sessionId(), part.uploadId(), 0) == null
          && part.chunks().size() <= FoldLimits.DOCUMENT_CHUNKS_MAX;
    }
    return part.part() == upload.parts()
        && upload.parts() < FoldLimits.DOCUMENT_PARTS_MAX
        && upload.chunks() + part.chunks().size() <= FoldLimits.DOCUMENT_CHUNKS_MAX
        && !upload.isLapsed(event.receivedAtMicros());
  }

  /** Whether a session takes a document; a soft-deleted one takes those that are restored. */
  private static boolean takes(SessionRow session, boolean restored) {
    return session.counts() || (restored && !session.staged());
  }

  private static Step erased(State state, long offset, Event event, PutDocumentPart part) {
    List<Change> changes = new ArrayList<>(2);
    String known = state.partEvent(event.owner(), part.sessionId(), part.uploadId(), part.part());
    if (!event.eventId().equals(known)) { // the very same event is needed
      changes.add(new Change.EraseEvent(event.owner(), event.eventId()));
    }
    changes.add(new Change.PutPartition(state.partition().at(offset)));
    return new Step(new Decision.Duplicate(), changes);
  }

  /** A document is made of its parts. */
  static Decision post(Draft draft, Event event, PostDocument post) {
    State state = draft.state();
    UploadRow upload = state.upload(event.owner(), post.sessionId(), post.uploadId());
    Decision decision = decide(draft, event, post, upload);
    if (upload != null && !(decision instanceof Decision.Accepted)) {
      draft.dropUpload(upload);
    }
    return decision;
  }

  private static Decision decide(
      Draft draft, Event event, PostDocument post, @Nullable UploadRow upload) {
    State state = draft.state();
    SessionRow session = state.session(event.owner(), post.sessionId());
    boolean restored = post.restored() != null;
    if (session == null || !takes(session, restored)) {
      return SessionFold.missing(draft, event, post.sessionId());
    }
    Past past = Past.orUnknown(post.restored());
    long fingerprint = or(past.fingerprint(), Fingerprint.of(post));
    DocumentRow present = state.document(event.owner(), post.sessionId(), post.documentId());
    if (present != null) {
      return restored || present.fingerprint() == fingerprint
          ? new Decision.Duplicate()
          : new Decision.Rejected(
              ErrorCode.ID_CONFLICT,
              "a document " + post.documentId() + " with other content exists");
    }
    if (!isWhole(event, post, upload)) {
      return new Decision.Rejected(
          ErrorCode.UPLOAD_INCOMPLETE, "not all parts of document " + post.documentId() + " came");
    }
    Session shown = session.session();
    Document document =
        new Document(
            post.documentId(),
            post.sessionId(),
            event.owner(),
            post.filename(),
            post.originalName(),
            post.mimeType(),
            post.size(),
            post.sha256(),
            post.uploadedBy(),
            or(past.createdAtMicros(), event.receivedAtMicros()),
            post.chunks(),
            post.processingError(),
            orEmpty(post.metadataJson()),
            or(past.version(), 1));
    draft.put(
        new DocumentRow(
            document,
            post.uploadId(),
            post.parts(),
            draft.offset(),
            event.eventId(),
            fingerprint,
            shown.channel(),
            shown.source(),
            !session.counts()),
        upload);
    return draft.accepted();
  }

  private static boolean isWhole(Event event, PostDocument post, @Nullable UploadRow upload) {
    return upload == null
        ? post.parts() == 0 && post.size() == 0 && post.chunks() == 0
        : upload.parts() == post.parts()
            && upload.bytes() == post.size()
            && upload.chunks() == post.chunks()
            && !upload.isLapsed(event.receivedAtMicros());
  }

  /** A document goes, with its bytes and its text. */
  static Decision delete(Draft draft, Event event, DeleteDocument delete) {
    SessionRow session = draft.state().session(event.owner(), delete.sessionId());
    if (session == null || !session.counts()) {
      return SessionFold.missing(draft, event, delete.sessionId());
    }
    DocumentRow row =
        draft.state().document(event.owner(), delete.sessionId(), delete.documentId());
    if (row == null) {
      return new Decision.Rejected(
          ErrorCode.DOCUMENT_NOT_FOUND,
          "session " + delete.sessionId() + " has no document " + delete.documentId());
    }
    Optional<Decision.Rejected> mismatch =
        versionFault(delete.expectedVersion(), row.document().version());
    if (mismatch.isPresent()) {
      return mismatch.get();
    }
    draft.drop(row);
    return draft.accepted();
  }
}
