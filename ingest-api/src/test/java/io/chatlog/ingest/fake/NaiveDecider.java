package io.chatlog.ingest.fake;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload;
import io.chatlog.event.Payload.ClaimEmail;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.DeleteContext;
import io.chatlog.event.Payload.DeleteDocument;
import io.chatlog.event.Payload.DeleteMessage;
import io.chatlog.event.Payload.DeleteSession;
import io.chatlog.event.Payload.DeleteUser;
import io.chatlog.event.Payload.PatchMessage;
import io.chatlog.event.Payload.PatchSession;
import io.chatlog.event.Payload.PatchUser;
import io.chatlog.event.Payload.PostDocument;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.event.Payload.PutDocumentPart;
import io.chatlog.event.Payload.PutSession;
import io.chatlog.event.Payload.Refused;
import io.chatlog.event.Payload.ReleaseEmail;
import io.chatlog.event.Payload.SaveContext;
import io.chatlog.event.Payload.TagSession;
import io.chatlog.event.Payload.VoidEmailClaim;
import io.chatlog.event.VersionCondition;
import io.chatlog.json.PatchText;
import io.chatlog.value.ContextId;
import io.chatlog.value.PasswordHash;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Document;
import io.chatlog.view.Entity;
import io.chatlog.view.Message;
import io.chatlog.view.Outcome;
import io.chatlog.view.PanelEntity;
import io.chatlog.view.SavedContext;
import io.chatlog.view.Session;
import io.chatlog.view.User;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the stream processor decides, told in the fewest words: one map of everything by address.
 */
final class NaiveDecider {
  private record Entry(String content, Entity entity) {}

  private final Map<String, Entry> entries = new HashMap<>();
  private final Map<String, Long> lastSeq = new HashMap<>();
  final NaiveEmails emails = new NaiveEmails();
  final NaivePanels panels = new NaivePanels();

  /** The user, or null. */
  User user(UserId user) {
    Entry entry = entries.get(user.value());
    return entry == null ? null : (User) entry.entity();
  }

  /** The messages of a session, by seq. */
  List<Message> messages(UserId user, SessionId session) {
    String in = user.value() + "\u0000" + session.value() + "\u0000";
    return entries.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(in))
        .map(entry -> entry.getValue().entity())
        .filter(Message.class::isInstance)
        .map(Message.class::cast)
        .sorted(Comparator.comparingLong(Message::seq))
        .toList();
  }

  Outcome decide(Event event, long offset) {
    if (emails.isLate(event)) {
      return refused(ErrorCode.EMAIL_TAKEN);
    }
    if (event.condition() != null && isStale(event, event.condition())) {
      return refused(ErrorCode.VERSION_MISMATCH);
    }
    return switch (event.payload()) {
      case ClaimEmail claim -> emails.claim(event, claim, offset);
      case VoidEmailClaim claim -> emails.makeVoid(user(event.owner()), event, claim);
      case ReleaseEmail release -> emails.release(event, release);
      case CreateUser create -> createUser(event, create);
      case PatchUser patch -> patchUser(event, patch);
      case CreateSession create -> createSession(event, create);
      case PatchSession patch -> patchSession(event, patch);
      case PostMessage post -> post(event, post);
      case DeleteUser delete -> {
        boolean hasSessions =
            entries.keySet().stream().anyMatch(at -> at.startsWith(user(event) + "\u0000"));
        yield hasSessions && !delete.force()
            ? refused(ErrorCode.USER_HAS_DATA)
            : remove(user(event), ErrorCode.USER_NOT_FOUND);
      }
      case PutSession put -> {
        Entry before = entries.remove(session(event, put.session().sessionId().value()));
        Outcome outcome = createSession(event, put.session());
        yield outcome instanceof Outcome.Applied applied
            ? new Outcome.Applied(before != null, 0, applied.entity())
            : outcome;
      }
      case TagSession tag ->
          entries.containsKey(session(event, tag.sessionId().value()))
              ? new Outcome.Applied(true, 0, null)
              : refused(ErrorCode.SESSION_NOT_FOUND);
      case DeleteSession delete ->
          remove(session(event, delete.sessionId().value()), ErrorCode.SESSION_NOT_FOUND);
      case PatchMessage patch -> {
        String at = session(event, patch.sessionId().value()) + "\u0000" + patch.messageId();
        Entry entry = entries.get(at);
        yield entry == null
            ? refused(ErrorCode.MESSAGE_NOT_FOUND)
            : new Outcome.Applied(true, 0, entry.entity());
      }
      case DeleteMessage delete ->
          remove(
              session(event, delete.sessionId().value()) + "\u0000" + delete.messageId(),
              ErrorCode.MESSAGE_NOT_FOUND);
      case SaveContext save -> saveContext(event, save);
      case DeleteContext delete ->
          remove(context(event, delete.contextId()), ErrorCode.CONTEXT_NOT_FOUND);
      case PutDocumentPart _,
          Payload.EmbedMessage _,
          Payload.EmbedSession _,
          Payload.EmbedChunk _ ->
          new Outcome.Applied(false, 0, null);
      case PostDocument post -> document(event, post);
      case DeleteDocument delete ->
          remove(
              session(event, delete.sessionId().value()) + "\u0000D" + delete.documentId(),
              ErrorCode.DOCUMENT_NOT_FOUND);
      case Refused(ErrorCode code, String _) -> refused(code);
      case Payload.Barrier _, Payload.EraseRefused _ -> new Outcome.Applied(false, 0, null);
      case Payload.OfPanels about -> panels.decide(event, about, offset);
    };
  }

  /** Whether what would be changed, or made by a PUT, is in another version. */
  private boolean isStale(Event event, VersionCondition condition) {
    String at =
        switch (event.payload()) {
          case PatchSession p -> session(event, p.sessionId().value());
          case PutSession p -> session(event, p.session().sessionId().value());
          case CreateSession p -> session(event, p.sessionId().value());
          case DeleteSession p -> session(event, p.sessionId().value());
          case PatchMessage p -> session(event, p.sessionId().value()) + "\u0000" + p.messageId();
          case DeleteMessage p -> session(event, p.sessionId().value()) + "\u0000" + p.messageId();
          case DeleteContext p -> context(event, p.contextId());
          case DeleteDocument p ->
              session(event, p.sessionId().value()) + "\u0000D" + p.documentId();
          default -> user(event);
        };
    Entry entry = entries.get(at);
    if (entry == null) {
      return (event.payload() instanceof PutSession || event.payload() instanceof CreateSession)
          && !condition.holds(0);
    }
    return !condition.holds(
        switch (entry.entity()) {
          case User user -> user.version();
          case Session session -> session.version();
          case Message message -> message.version();
          case Document document -> document.version();
          case SavedContext _ -> SavedContext.VERSION;
          case PanelEntity panel -> panel.version();
        });
  }

  private Outcome document(Event event, PostDocument p) {
    String in = session(event, p.sessionId().value());
    if (!entries.containsKey(in)) {
      return refused(
          entries.containsKey(user(event))
              ? ErrorCode.SESSION_NOT_FOUND
              : ErrorCode.USER_NOT_FOUND);
    }
    Document document =
        new Document(
            p.documentId(),
            p.sessionId(),
            event.owner(),
            p.filename(),
            p.originalName(),
            p.mimeType(),
            p.size(),
            p.sha256(),
            p.uploadedBy(),
            event.receivedAtMicros(),
            p.chunks(),
            p.processingError(),
            p.metadataJson() == null ? "{}" : p.metadataJson(),
            1);
    String content = p.filename() + p.originalName() + p.mimeType() + p.sha256() + p.metadataJson();
    return create(in + "\u0000D" + p.documentId(), content, document, 0, ErrorCode.ID_CONFLICT);
  }

  private Outcome remove(String at, ErrorCode missing) {
    boolean removed =
        entries.keySet().removeIf(key -> key.equals(at) || key.startsWith(at + "\u0000"));
    return removed ? new Outcome.Applied(false, 0, null) : refused(missing);
  }

  private static String context(Event event, ContextId id) {
    return user(event) + "\u0000\u0003" + id;
  }

  private Outcome saveContext(Event event, SaveContext p) {
    if (!entries.containsKey(user(event))) {
      return refused(ErrorCode.USER_NOT_FOUND);
    }
    if (p.sessionId() != null && !entries.containsKey(session(event, p.sessionId().value()))) {
      return refused(ErrorCode.SESSION_NOT_FOUND);
    }
    String at = context(event, p.contextId());
    Entry known = entries.get(at);
    if (known != null) {
      return known.content().equals(p.toString())
          ? new Outcome.Applied(true, 0, known.entity())
          : refused(ErrorCode.ID_CONFLICT);
    }
    SavedContext saved =
        new SavedContext(
            p.contextId(),
            event.owner(),
            p.sessionId(),
            p.title(),
            p.summary(),
            p.keyPoints(),
            p.entitiesJson() == null ? "{}" : p.entitiesJson(),
            p.confidence(),
            p.range(),
            p.metadataJson() == null ? "{}" : p.metadataJson(),
            event.receivedAtMicros());
    entries.put(at, new Entry(p.toString(), saved));
    return new Outcome.Applied(false, 0, saved);
  }

  private Outcome createUser(Event event, CreateUser p) {
    long now = event.receivedAtMicros();
    User user =
        new User(
            event.owner(),
            p.name(),
            p.username(),
            p.email(),
            p.role(),
            p.preferencesJson() == null ? "{}" : p.preferencesJson(),
            p.metadataJson() == null ? "{}" : p.metadataJson(),
            now,
            now,
            1);
    if (p.restored() != null && entries.containsKey(user(event))) {
      return there(user(event));
    }
    return create(
        user(event),
        p.claiming(0).withPassword(PasswordHash.REMOVED).toString(),
        user,
        0,
        ErrorCode.USER_EXISTS);
  }

  private Outcome patchUser(Event event, PatchUser p) {
    Entry entry = entries.get(user(event));
    if (entry == null) {
      return refused(ErrorCode.USER_NOT_FOUND);
    }
    User old = (User) entry.entity();
    if (p.expectedVersion() != null && p.expectedVersion() != old.version()) {
      return refused(ErrorCode.VERSION_MISMATCH);
    }
    PatchText patch = PatchText.parse(p.patchJson());
    User next =
        new User(
            old.id(),
            patch.names("name") ? patch.text("name") : old.name(),
            old.username(),
            patch.names("email") ? patch.text("email") : old.email(),
            old.role(),
            old.preferencesJson(),
            patch.names("metadata") ? patch.json("metadata") : old.metadataJson(),
            old.createdAtMicros(),
            event.receivedAtMicros(),
            old.version() + 1);
    entries.put(user(event), new Entry(entry.content(), next));
    return new Outcome.Applied(false, 0, next);
  }

  private Outcome createSession(Event event, CreateSession p) {
    if (!entries.containsKey(user(event))) {
      return refused(ErrorCode.USER_NOT_FOUND);
    }
    long now = event.receivedAtMicros();
    boolean fork = p.forkOf() != null; // out of sight at first
    Session session =
        new Session(
            p.sessionId(),
            event.owner(),
            p.title() == null ? Payload.DEFAULT_TITLE : p.title(),
            p.channel() == null ? Payload.DEFAULT_CHANNEL : p.channel(),
            p.source(),
            fork ? SessionStatus.DELETED : p.status() == null ? SessionStatus.ACTIVE : p.status(),
            p.summary(),
            p.tags(),
            p.metadataJson() == null ? "{}" : p.metadataJson(),
            p.externalId(),
            p.restored() == null || p.restored().createdAtMicros() == null
                ? now
                : p.restored().createdAtMicros(),
            now,
            null,
            fork ? now : null,
            0,
            1);
    String content =
        fork
            ? p.forkOf().original() + p.forkOf().asked()
            : p.title() + p.channel() + p.tags() + p.metadataJson();
    String at = session(event, p.sessionId().value());
    if (p.restored() != null && entries.containsKey(at)) {
      return there(at);
    }
    return create(at, content, session, 0, ErrorCode.SESSION_EXISTS);
  }

  private Outcome patchSession(Event event, PatchSession p) {
    String at = session(event, p.sessionId().value());
    Entry entry = entries.get(at);
    if (entry == null) {
      return refused(ErrorCode.SESSION_NOT_FOUND);
    }
    Session old = (Session) entry.entity();
    if (p.expectedVersion() != null && p.expectedVersion() != old.version()) {
      return refused(ErrorCode.VERSION_MISMATCH);
    }
    PatchText patch = PatchText.parse(p.patchJson());
    String title = patch.text("title");
    Session next =
        new Session(
            old.id(),
            old.owner(),
            patch.names("title") ? (title == null ? Payload.DEFAULT_TITLE : title) : old.title(),
            old.channel(),
            old.source(),
            patch.names("status")
                ? SessionStatus.parse(patch.text("status")).orElseThrow()
                : old.status(),
            old.summary(),
            patch.names("tags") ? patch.texts("tags") : old.tags(),
            old.metadataJson(),
            old.externalId(),
            old.createdAtMicros(),
            event.receivedAtMicros(),
            null,
            null,
            0,
            old.version() + 1);
    entries.put(at, new Entry(entry.content(), next));
    return new Outcome.Applied(false, 0, next);
  }

  private Outcome post(Event event, PostMessage p) {
    String in = session(event, p.sessionId().value());
    if (p.createMissing() != null) {
      if (!entries.containsKey(user(event))) {
        createUser(event, CreateUser.bare());
      }
      if (!entries.containsKey(in)) {
        Payload.CreateMissing m = p.createMissing();
        createSession(
            event,
            new CreateSession(
                p.sessionId(),
                m.sessionTitle(),
                m.channel(),
                m.source(),
                null,
                null,
                List.of(),
                null,
                null,
                null));
      }
    }
    if (!entries.containsKey(user(event))) {
      return refused(ErrorCode.USER_NOT_FOUND);
    }
    if (!entries.containsKey(in)) {
      return refused(ErrorCode.SESSION_NOT_FOUND);
    }
    long now = event.receivedAtMicros();
    long seq = lastSeq.getOrDefault(in, 0L) + 1;
    Message message =
        new Message(
            p.messageId(),
            p.sessionId(),
            event.owner(),
            seq,
            p.role(),
            p.content(),
            p.authorId(),
            p.timestampMicros() == null ? now : p.timestampMicros(),
            now,
            null,
            p.metadataJson() == null ? "{}" : p.metadataJson(),
            1);
    if (p.restored() != null && entries.containsKey(in + "\u0000" + p.messageId())) {
      return there(in + "\u0000" + p.messageId());
    }
    String content = p.role() + p.content() + p.authorId() + p.metadataJson();
    Outcome outcome =
        create(in + "\u0000" + p.messageId(), content, message, seq, ErrorCode.ID_CONFLICT);
    if (outcome instanceof Outcome.Applied applied && !applied.duplicate()) {
      lastSeq.put(in, seq);
    }
    return outcome;
  }

  /** What is restored yields to what is there. */
  private Outcome there(String at) {
    Entity present = entries.get(at).entity();
    return new Outcome.Applied(true, present instanceof Message m ? m.seq() : 0, present);
  }

  /** Whatever has an address of ids, or null. */
  Entity entity(String... ids) {
    Entry entry = entries.get(String.join("\u0000", ids));
    return entry == null ? null : entry.entity();
  }

  private Outcome create(String at, String content, Entity entity, long seq, ErrorCode conflict) {
    Entry present = entries.get(at);
    if (present == null) {
      entries.put(at, new Entry(content, entity));
      return new Outcome.Applied(false, seq, entity);
    }
    if (!present.content().equals(content)) {
      return refused(conflict);
    }
    long first = present.entity() instanceof Message message ? message.seq() : 0;
    return new Outcome.Applied(true, first, present.entity());
  }

  private static Outcome refused(ErrorCode code) {
    return new Outcome.Refused(code, code.title());
  }

  private static String user(Event event) {
    return event.owner().value();
  }

  private static String session(Event event, String id) {
    return event.owner().value() + "\u0000" + id;
  }
}
