package io.chatlog.processor.fold;

import io.chatlog.event.Event;
import io.chatlog.event.Payload;
import io.chatlog.value.UploadId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets uploads of documents go that were not completed in time. Any event of the partition does it,
 * by its own time, for a few of them: so the parts of what was given up do not stay, and a replay
 * lets the same go at the same events. While nothing is due it costs a comparison.
 */
final class UploadLapse {
  private UploadLapse() {}

  /** The step of an event, with what lapses at its time. */
  static Step with(State state, Event event, Step step) {
    long now = event.receivedAtMicros();
    if (now - state.partition().oldestUploadMicros() <= FoldLimits.UPLOAD_MICROS_MAX) {
      return step;
    }
    UploadId own = ownUpload(event.payload());
    List<Change> changes = new ArrayList<>(step.changes().size() + 1);
    long oldest = PartitionRow.NO_UPLOAD;
    int gone = 0;
    for (Change change : step.changes()) {
      if (change instanceof Change.PutPart part) {
        oldest = part.upload().begunMicros();
      }
    }
    for (UploadRow upload : state.oldestUploads(FoldLimits.LAPSES_PER_EVENT_MAX + 2)) {
      if (upload.upload().equals(own) && upload.user().equals(event.owner())) {
        if (event.payload() instanceof Payload.PutDocumentPart) { // else it ended
          oldest = Math.min(oldest, upload.begunMicros());
        }
      } else if (upload.isLapsed(now) && gone < FoldLimits.LAPSES_PER_EVENT_MAX) {
        changes.add(new Change.DropUpload(upload));
        gone++;
      } else {
        oldest = Math.min(oldest, upload.begunMicros());
      }
    }
    for (Change change : step.changes()) {
      changes.add(
          change instanceof Change.PutPartition(PartitionRow row)
              ? new Change.PutPartition(row.since(oldest))
              : change);
    }
    return new Step(step.decision(), changes);
  }

  /** The upload that an event itself goes on with or ends. */
  private static @Nullable UploadId ownUpload(Payload payload) {
    if (payload instanceof Payload.PutDocumentPart part) {
      return part.uploadId();
    }
    return payload instanceof Payload.PostDocument post ? post.uploadId() : null;
  }
}
