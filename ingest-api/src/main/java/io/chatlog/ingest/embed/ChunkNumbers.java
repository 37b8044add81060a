package io.chatlog.ingest.embed;

import io.chatlog.event.Payload.PutDocumentPart;
import io.chatlog.value.SessionId;
import io.chatlog.value.UploadId;
import io.chatlog.value.UserId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts the pieces of text of documents whose parts do not tell their numbers: those of old
 * versions. Remembers the uploads that were last met; of one whose first parts were not seen it
 * does not know. Not thread-safe.
 */
final class ChunkNumbers {
  static final int UPLOADS_MAX = 1_000;
  private static final int UNKNOWN = -1;

  private final Map<Upload, Next> uploads =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Upload, Next> eldest) {
          return size() > UPLOADS_MAX;
        }
      };

  private record Upload(UserId owner, SessionId session, UploadId upload) {}

  /** What is to follow. */
  private record Next(int part, int chunk) {}

  /** The number of the first piece of a part; negative when it is not known. */
  int firstOf(UserId owner, PutDocumentPart part) {
    Integer told = part.firstChunk();
    if (told != null) {
      return told;
    }
    Upload upload = new Upload(owner, part.sessionId(), part.uploadId());
    Next next = part.part() == 0 ? new Next(0, 0) : uploads.get(upload);
    if (next == null || next.part() != part.part()) {
      return UNKNOWN;
    }
    uploads.put(upload, new Next(part.part() + 1, next.chunk() + part.chunks().size()));
    return next.chunk();
  }
}
