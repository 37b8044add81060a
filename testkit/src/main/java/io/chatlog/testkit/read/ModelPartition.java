package io.chatlog.testkit.read;

import io.chatlog.value.DocumentId;
import io.chatlog.value.Embedding;
import io.chatlog.value.MessageId;
import io.chatlog.value.PasswordHash;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Document;
import io.chatlog.view.EmailClaim;
import io.chatlog.view.Message;
import io.chatlog.view.Outcome;
import io.chatlog.view.SavedContext;
import io.chatlog.view.Session;
import io.chatlog.view.User;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One partition of the model: everything in plain collections. Guarded by the model's lock. */
final class ModelPartition {
  /** A session with its messages, and where its activity stood at each offset. */
  static final class Talk {
    Session session;
    final List<Message> messages = new ArrayList<>();
    final Map<MessageId, Long> offsets = new HashMap<>();
    final Map<MessageId, Embedding> embeddings = new HashMap<>();
    final TreeMap<Long, Long> activity = new TreeMap<>();
    final Map<DocumentId, Kept> documents = new HashMap<>();

    /** Where it began, when another session of its id was deleted before; 0 otherwise. */
    long beganAnew;

    Talk(Session session) {
      this.session = session;
    }

    @Nullable Message message(MessageId id) {
      for (Message message : messages) {
        if (message.id().equals(id)) {
          return message;
        }
      }
      return null;
    }
  }

  /** A document with its content, and the offset that it came at. */
  record Kept(Document document, byte[] content, long offset) {}

  /** A user with its sessions. */
  static final class Owner {
    User user;
    final Map<SessionId, Talk> talks = new LinkedHashMap<>();

    /** By the offset of their events. */
    final TreeMap<Long, SavedContext> contexts = new TreeMap<>();

    Owner(User user) {
      this.user = user;
    }
  }

  final int number;
  final Map<UserId, Owner> owners = new HashMap<>();
  final Map<Long, Outcome.Refused> refused = new HashMap<>();
  final Map<Long, UserId> refusedTo = new HashMap<>();
  final Map<Long, Outcome.Applied> applied = new HashMap<>();
  final TreeMap<Long, UserId> changed = new TreeMap<>();
  final Map<UserId, PasswordHash> passwords = new HashMap<>();
  final List<EmailClaim> claims = new ArrayList<>();
  final ModelPanels panels = new ModelPanels();
  long appliedOffset = -1;

  ModelPartition(int number) {
    this.number = number;
  }
}
