package io.chatlog.ingest.accept;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.EventAvro;
import io.chatlog.event.Payload;
import io.chatlog.event.Payload.CreateMissing;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.DeleteMessage;
import io.chatlog.event.Payload.DeleteSession;
import io.chatlog.event.Payload.DeleteUser;
import io.chatlog.event.Payload.PatchMessage;
import io.chatlog.event.Payload.PatchSession;
import io.chatlog.event.Payload.PatchUser;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.event.Payload.PutSession;
import io.chatlog.event.Payload.TagSession;
import io.chatlog.ingest.accept.Acceptance.Accepted;
import io.chatlog.value.MessageId;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the fields of a write into its event, or into every fault found. Each method looks at its
 * arguments, the clock and new ids only: whether a user or session exists, or an id was used
 * before, is decided in the log.
 *
 * <p>An absent id is a new UUIDv7, or, with an {@code Idempotency-Key}, one that is derived from
 * the key: see {@link DerivedId}. Thread-safe where clock and ids are. Allocates, for a message
 * that is accepted: event, payload, two id records, one object of the checks and its empty list;
 * texts are those of the fields, never copies.
 */
public final class Acceptor {
  private final WriteLimits limits;
  private final Supplier<String> newIds;
  private final InstantSource clock;

  /**
   * @param newIds gives a UUIDv7 as text at each call, for events and for absent ids
   * @param clock says when a write was accepted
   */
  public Acceptor(WriteLimits limits, Supplier<String> newIds, InstantSource clock) {
    this.limits = limits;
    this.newIds = newIds;
    this.clock = clock;
  }

  /** A user is to come into being. Its password is left out: the caller adds the hash. */
  public Acceptance user(UserFields fields, WriteContext context) {
    Checks checks = new Checks(limits);
    checks.newUser("/user_id", fields.userId());
    checks.profile("/name", fields.name());
    checks.profile("/username", fields.username());
    checks.email("/email", fields.email());
    checks.profile("/role", fields.role());
    checks.object("/preferences", fields.preferencesJson());
    checks.object("/metadata", fields.metadataJson());
    checks.password("/password", fields.password());
    if (!checks.passed()) {
      return checks.refused();
    }
    UserId user = new UserId(idOr(fields.userId(), context, null, null));
    return accepted(
        user,
        context,
        new CreateUser(
            fields.name(),
            fields.username(),
            fields.email(),
            fields.role(),
            fields.preferencesJson(),
            fields.metadataJson(),
            null,
            null));
  }

  /**
   * Fields of a user are to change. A new password is left out: the caller adds the hash.
   *
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   */
  public Acceptance userPatch(
      UserId user, PatchFields patch, @Nullable Long expectedVersion, WriteContext context) {
    Checks checks = new Checks(limits);
    PatchChecks.user(user, patch, checks);
    return checks.passed()
        ? accepted(
            user, context, new PatchUser(PatchChecks.json(patch), expectedVersion, null, null))
        : checks.refused();
  }

  /**
   * A user is to be erased.
   *
   * @param force whether everything of the user goes too
   */
  public Acceptance userDeletion(UserId user, boolean force, WriteContext context) {
    return accepted(user, context, new DeleteUser(force));
  }

  /** A session is to come into being. */
  public Acceptance session(UserId owner, SessionFields fields, WriteContext context) {
    Checks checks = new Checks(limits);
    CreateSession session = session(owner, fields, context, checks);
    return session == null ? checks.refused() : accepted(owner, context, session);
  }

  /** A session is to come into being, of the user that it names itself. */
  public Acceptance sessionAnywhere(
      @Nullable String user, SessionFields fields, WriteContext context) {
    Checks checks = new Checks(limits);
    checks.required("/user_id", user);
    UserId owner = user != null && checks.id("/user_id", user) ? new UserId(user) : null;
    CreateSession session = session(owner, fields, context, checks);
    return session == null || owner == null ? checks.refused() : accepted(owner, context, session);
  }

  /**
   * A session is to be as described.
   *
   * @param id the session that the path names
   * @param fields may repeat the id
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   */
  public Acceptance sessionPut(
      UserId owner,
      SessionId id,
      SessionFields fields,
      @Nullable Long expectedVersion,
      WriteContext context) {
    Checks checks = new Checks(limits);
    if (fields.sessionId() != null && !fields.sessionId().equals(id.value())) {
      checks.fault(
          "/session_id", ErrorCode.INVALID_FIELD, "must be the session that the path names");
    }
    CreateSession session = session(owner, fields.withId(id.value()), context, checks);
    return session == null
        ? checks.refused()
        : accepted(owner, context, new PutSession(session, expectedVersion));
  }

  /** What a session is to be, or null where a field is at fault. */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's array
  private @Nullable CreateSession session(
      @Nullable UserId owner, SessionFields fields, WriteContext context, Checks checks) {
    checks.id("/session_id", fields.sessionId());
    checks.title("/title", fields.title());
    checks.label("/channel", fields.channel());
    checks.label("/source", fields.source());
    SessionStatus status = beginning(fields.status(), checks);
    checks.summary("/summary", fields.summary());
    checks.tags("/tags", fields.tags());
    checks.object("/metadata", fields.metadataJson());
    checks.externalId("/external_id", fields.externalId());
    checks.embedding("/embedding", fields.embedding());
    if (!checks.passed() || owner == null) {
      return null;
    }
    return new CreateSession(
        new SessionId(idOr(fields.sessionId(), context, owner.value(), null)),
        fields.title(),
        fields.channel(),
        fields.source(),
        status,
        fields.summary(),
        fields.tags() == null ? List.of() : fields.tags().stream().distinct().toList(),
        fields.metadataJson(),
        fields.externalId(),
        fields.embedding());
  }

  /**
   * A session is to have a tag, or not to have it.
   *
   * @param present whether the session has the tag afterwards
   */
  public Acceptance sessionTag(
      UserId owner, SessionId session, String tag, boolean present, WriteContext context) {
    Checks checks = new Checks(limits);
    checks.label("tag", tag);
    return checks.passed()
        ? accepted(owner, context, new TagSession(session, tag, present))
        : checks.refused();
  }

  /**
   * A session is to be erased with all that it holds.
   *
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   */
  public Acceptance sessionDeletion(
      UserId owner, SessionId session, @Nullable Long expectedVersion, WriteContext context) {
    return accepted(owner, context, new DeleteSession(session, expectedVersion));
  }

  /**
   * Fields of a message are to change.
   *
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   */
  public Acceptance messagePatch(
      UserId owner,
      SessionId session,
      MessageId message,
      PatchFields patch,
      @Nullable Long expectedVersion,
      WriteContext context) {
    Checks checks = new Checks(limits);
    PatchChecks.message(owner, session, message, patch, checks);
    return checks.passed()
        ? accepted(
            owner,
            context,
            new PatchMessage(session, message, PatchChecks.json(patch), expectedVersion))
        : checks.refused();
  }

  /**
   * A message is to be erased.
   *
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   */
  public Acceptance messageDeletion(
      UserId owner,
      SessionId session,
      MessageId message,
      @Nullable Long expectedVersion,
      WriteContext context) {
    return accepted(owner, context, new DeleteMessage(session, message, expectedVersion));
  }

  /**
   * Fields of a session are to change.
   *
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   */
  public Acceptance sessionPatch(
      UserId owner,
      SessionId session,
      PatchFields patch,
      @Nullable Long expectedVersion,
      WriteContext context) {
    Checks checks = new Checks(limits);
    PatchChecks.session(owner, session, patch, checks);
    return checks.passed()
        ? accepted(
            owner, context, new PatchSession(session, PatchChecks.json(patch), expectedVersion))
        : checks.refused();
  }

  /** A message is to be appended to a session that the path names. */
  public Acceptance message(
      UserId owner, SessionId session, MessageFields fields, WriteContext context) {
    return message(owner, session, fields, null, context, new Checks(limits));
  }

  /**
   * A message is to be appended to the session that it names itself.
   *
   * @param createMissing whether an absent user or session comes into being with it
   */
  public Acceptance messageAnywhere(
      MessageFields fields, boolean createMissing, WriteContext context) {
    Checks checks = new Checks(limits);
    String user = fields.userId();
    checks.required("/user_id", user);
    boolean legal = createMissing ? checks.newUser("/user_id", user) : checks.id("/user_id", user);
    UserId owner = user != null && legal ? new UserId(user) : null;
    String in = fields.sessionId();
    checks.required("/session_id", in);
    SessionId session = in != null && checks.id("/session_id", in) ? new SessionId(in) : null;
    checks.title("/session_title", fields.sessionTitle());
    checks.label("/channel", fields.channel());
    checks.label("/source", fields.source());
    CreateMissing missing =
        createMissing
            ? new CreateMissing(fields.sessionTitle(), fields.channel(), fields.source())
            : null;
    return message(owner, session, fields, missing, context, checks);
  }

  private Acceptance message(
      @Nullable UserId owner,
      @Nullable SessionId session,
      MessageFields fields,
      @Nullable CreateMissing missing,
      WriteContext context,
      Checks checks) {
    checks.id("/message_id", fields.messageId());
    Role role = role(fields.role(), checks);
    String content = fields.content();
    if (checks.required("/content", content) && content != null) {
      checks.content("/content", content);
    }
    checks.id("/author_id", fields.authorId());
    checks.time("/timestamp", fields.timestampMicros());
    checks.object("/metadata", fields.metadataJson());
    checks.embedding("/embedding", fields.embedding());
    if (!checks.passed() || owner == null || session == null || role == null || content == null) {
      return checks.refused();
    }
    // an id that nobody chose is the event's: once random is less to store than twice, everywhere
    String eventId = newIds.get();
    boolean chosen = fields.messageId() != null || context.idempotencyKey() != null;
    String id =
        chosen ? idOr(fields.messageId(), context, owner.value(), session.value()) : eventId;
    return new Accepted(
        event(
            eventId,
            owner,
            context,
            new PostMessage(
                session,
                new MessageId(id),
                role,
                content,
                fields.authorId(),
                fields.timestampMicros(),
                fields.metadataJson(),
                fields.embedding(),
                missing)));
  }

  static @Nullable Role role(@Nullable String name, Checks checks) {
    if (!checks.required("/role", name) || name == null) {
      return null;
    }
    Optional<Role> role = Role.parse(name);
    if (role.isEmpty()) {
      checks.fault(
          "/role", ErrorCode.INVALID_FIELD, "role must be user, assistant, system or tool");
    }
    return role.orElse(null);
  }

  private static @Nullable SessionStatus beginning(@Nullable String name, Checks checks) {
    if (name == null) {
      return null;
    }
    Optional<SessionStatus> status = SessionStatus.parse(name);
    if (status.isEmpty() || status.get() == SessionStatus.DELETED) {
      checks.fault(
          "/status",
          ErrorCode.INVALID_FIELD,
          "the status of a new session must be active, archived or handoff_complete");
    }
    return status.orElse(null);
  }

  /** A new id. */
  String newId() {
    return newIds.get();
  }

  /** The id that was given, or that is derived from the key, or a new one. */
  String idOr(
      @Nullable String given,
      WriteContext context,
      @Nullable String owner,
      @Nullable String session) {
    if (given != null) {
      return given;
    }
    String key = context.idempotencyKey();
    return key == null ? newIds.get() : DerivedId.of(context, key, owner, session);
  }

  private Accepted accepted(UserId owner, WriteContext context, Payload payload) {
    return new Accepted(event(owner, context, payload));
  }

  Event event(UserId owner, WriteContext context, Payload payload) {
    return event(newIds.get(), owner, context, payload);
  }

  private Event event(String eventId, UserId owner, WriteContext context, Payload payload) {
    return new Event(
        eventId,
        owner,
        context.idempotencyKey(),
        EventAvro.micros(clock.instant()),
        context.actor(),
        payload,
        context.condition());
  }

  Checks checks() {
    return new Checks(limits);
  }

  /** The id of a fork: that which is given, derived from the key, or new. */
  SessionId forkId(@Nullable String given, WriteContext context, UserId owner, SessionId original) {
    return new SessionId(idOr(given, context, owner.value(), original.value()));
  }
}
