package io.chatlog.event;

import io.chatlog.error.ErrorCode;
import io.chatlog.json.JsonFields;
import io.chatlog.value.ContextId;
import io.chatlog.value.DocumentId;
import io.chatlog.value.Embedding;
import io.chatlog.value.InsightId;
import io.chatlog.value.InsightType;
import io.chatlog.value.MessageId;
import io.chatlog.value.MessageSpan;
import io.chatlog.value.PanelId;
import io.chatlog.value.PanelType;
import io.chatlog.value.PasswordHash;
import io.chatlog.value.PersonaId;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UploadId;
import io.chatlog.value.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an event asks for. Objects that a client leaves open ({@code metadata}, {@code preferences},
 * patches) are JSON texts, so that numbers, nesting and key order stay as the client wrote them.
 */
public sealed interface Payload {
  /** What a session is called when nobody named it. */
  String DEFAULT_TITLE = "New Chat Session";

  /** The channel of a session when nobody named one. */
  String DEFAULT_CHANNEL = "web";

  /**
   * A user is to come into being: the owner of the event.
   *
   * @param emailClaim the offset of the {@link ClaimEmail} that reserved the address; null without
   *     an address, and in logs of old versions
   * @param passwordHash null for a user without a password
   * @param restored what it keeps of its past, or null when it has none
   */
  record CreateUser(
      @Nullable String name,
      @Nullable String username,
      @Nullable String email,
      @Nullable String role,
      @Nullable String preferencesJson,
      @Nullable String metadataJson,
      @Nullable Long emailClaim,
      @Nullable PasswordHash passwordHash,
      @Nullable RestoredUser restored)
      implements Payload {

    /** One without a past. */
    public CreateUser(
        @Nullable String name,
        @Nullable String username,
        @Nullable String email,
        @Nullable String role,
        @Nullable String preferencesJson,
        @Nullable String metadataJson,
        @Nullable Long emailClaim,
        @Nullable PasswordHash passwordHash) {
      this(
          name,
          username,
          email,
          role,
          preferencesJson,
          metadataJson,
          emailClaim,
          passwordHash,
          null);
    }

    /** A user of whom nothing is known but that it exists. */
    public static CreateUser bare() {
      return new CreateUser(null, null, null, null, null, null, null, null);
    }

    /** The same with its address reserved. */
    public CreateUser claiming(long claim) {
      return new CreateUser(
          name,
          username,
          email,
          role,
          preferencesJson,
          metadataJson,
          claim,
          passwordHash,
          restored);
    }

    /** The same with a password. */
    public CreateUser withPassword(PasswordHash hash) {
      return new CreateUser(
          name, username, email, role, preferencesJson, metadataJson, emailClaim, hash, restored);
    }

    /** The same with a past. */
    public CreateUser restoring(RestoredUser past) {
      return new CreateUser(
          name,
          username,
          email,
          role,
          preferencesJson,
          metadataJson,
          emailClaim,
          passwordHash,
          past);
    }
  }

  /**
   * What a user that is restored or imported keeps of its past. A user that is there stays as it
   * is.
   *
   * @param createdAtMicros null for when the event was accepted
   * @param updatedAtMicros null for when the event was accepted
   * @param version null for the first
   * @param fingerprint of what had created it, so that a repetition of that is still known for one;
   *     null to take it from this event
   */
  record RestoredUser(
      @Nullable Long createdAtMicros,
      @Nullable Long updatedAtMicros,
      @Nullable Long version,
      @Nullable Long fingerprint) {}

  /**
   * Fields of the owner are to change.
   *
   * @param patchJson a JSON Merge Patch (RFC 7396) of the user object
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   * @param emailClaim the offset of the {@link ClaimEmail} that reserved the address that the patch
   *     sets; null where it sets none, and in logs of old versions
   * @param passwordHash the new password, {@link PasswordHash#REMOVED} for none, null to leave it
   */
  record PatchUser(
      String patchJson,
      @Nullable Long expectedVersion,
      @Nullable Long emailClaim,
      @Nullable PasswordHash passwordHash)
      implements Payload {

    /** The same with its address reserved. */
    public PatchUser claiming(long claim) {
      return new PatchUser(patchJson, expectedVersion, claim, passwordHash);
    }

    /** The same with another password, or with none. */
    public PatchUser withPassword(PasswordHash hash) {
      return new PatchUser(patchJson, expectedVersion, emailClaim, hash);
    }
  }

  /**
   * An e-mail address is to be reserved for a user. The owner of the event is the address: {@link
   * io.chatlog.value.EmailIds}.
   *
   * @param claimant the user
   * @param replaces the offset of another user's claim that is known to be void, or null
   */
  record ClaimEmail(UserId claimant, @Nullable Long replaces) implements Payload {}

  /**
   * The owner is never to use a claim of an address, or an older one.
   *
   * @param email the id of the address
   * @param claim the offset of the claim in the partition of the address
   */
  record VoidEmailClaim(UserId email, long claim) implements Payload {}

  /**
   * An e-mail address is to be free again. The owner of the event is the address.
   *
   * @param claimant the user that had claimed it
   * @param claim the offset of the claim, which was made void before
   */
  record ReleaseEmail(UserId claimant, long claim) implements Payload {}

  /**
   * A session is to come into being. Absent fields take their defaults when it is decided.
   *
   * @param forkOf of a fork, which begins out of sight, is filled with copies and then shown;
   *     otherwise null
   * @param restored what it keeps of its past, or null when it has none
   */
  record CreateSession(
      SessionId sessionId,
      @Nullable String title,
      @Nullable String channel,
      @Nullable String source,
      @Nullable SessionStatus status,
      @Nullable String summary,
      List<String> tags,
      @Nullable String metadataJson,
      @Nullable String externalId,
      float @Nullable [] embedding,
      @Nullable ForkOf forkOf,
      @Nullable RestoredSession restored)
      implements Payload {
    public CreateSession {
      tags = List.copyOf(tags);
    }

    /** One without a past. */
    @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's array
    public CreateSession(
        SessionId sessionId,
        @Nullable String title,
        @Nullable String channel,
        @Nullable String source,
        @Nullable SessionStatus status,
        @Nullable String summary,
        List<String> tags,
        @Nullable String metadataJson,
        @Nullable String externalId,
        float @Nullable [] embedding,
        @Nullable ForkOf forkOf) {
      this(
          sessionId,
          title,
          channel,
          source,
          status,
          summary,
          tags,
          metadataJson,
          externalId,
          embedding,
          forkOf,
          null);
    }

    /** One that begins in sight. */
    @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's array
    public CreateSession(
        SessionId sessionId,
        @Nullable String title,
        @Nullable String channel,
        @Nullable String source,
        @Nullable SessionStatus status,
        @Nullable String summary,
        List<String> tags,
        @Nullable String metadataJson,
        @Nullable String externalId,
        float @Nullable [] embedding) {
      this(
          sessionId,
          title,
          channel,
          source,
          status,
          summary,
          tags,
          metadataJson,
          externalId,
          embedding,
          null,
          null);
    }

    /** The same with a past. */
    @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's array
    public CreateSession restoring(RestoredSession past) {
      return new CreateSession(
          sessionId,
          title,
          channel,
          source,
          status,
          summary,
          tags,
          metadataJson,
          externalId,
          embedding,
          forkOf,
          past);
    }
  }

  /**
   * Of what a session is a fork.
   *
   * @param copied the original and the last seq that is copied, as {@code session@seq}
   * @param asked what was asked for, as JSON without the id of the fork; null of a server that did
   *     not tell
   */
  record ForkOf(String copied, @Nullable String asked) {
    /**
     * One that tells what was asked for: the same text for the same.
     *
     * @param lastSeq the last seq that is copied; 0 for none
     * @param atSeq that was asked for, or null
     * @param messageId that was asked for, or null
     * @param title that was asked for, or null
     */
    public static ForkOf asked(
        SessionId original,
        long lastSeq,
        @Nullable Long atSeq,
        @Nullable String messageId,
        @Nullable String title) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("at_seq", atSeq);
      fields.put("message_id", messageId);
      fields.put("title", title);
      fields.values().removeIf(Objects::isNull);
      return new ForkOf(original + "@" + lastSeq, JsonFields.object(fields));
    }

    /** The id of the original, which may have any sign in it but is followed by a number. */
    public String original() {
      int end = copied.lastIndexOf('@');
      return end < 0 ? copied : copied.substring(0, end);
    }
  }

  /**
   * What a session that is restored or imported keeps of its past. It may begin soft-deleted. A
   * session that is there stays as it is.
   *
   * @param createdAtMicros null for when the event was accepted
   * @param updatedAtMicros null for when the event was accepted
   * @param deletedAtMicros of a soft-deleted one; null for when it was updated
   * @param version null for the first
   * @param lastSeq the last seq that was given to a message of it, deleted ones included: others
   *     than restored messages come behind; null for none
   * @param fingerprint of what had created it, so that a repetition of that is still known for one;
   *     null to take it from this event
   * @param embedded whether it was given a vector, which the event need not bring again
   */
  record RestoredSession(
      @Nullable Long createdAtMicros,
      @Nullable Long updatedAtMicros,
      @Nullable Long deletedAtMicros,
      @Nullable Long version,
      @Nullable Long lastSeq,
      @Nullable Long fingerprint,
      boolean embedded) {

    /** One that began at a time, and of whose past nothing else is known. */
    public static RestoredSession begunAt(long micros) {
      return new RestoredSession(micros, null, null, null, null, null, false);
    }
  }

  /**
   * Fields of a session are to change.
   *
   * @param patchJson a JSON Merge Patch (RFC 7396) of the session object
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   */
  record PatchSession(SessionId sessionId, String patchJson, @Nullable Long expectedVersion)
      implements Payload {}

  /**
   * A message is to be appended to a session.
   *
   * @param timestampMicros the client's time in microseconds since 1970 UTC, or null
   * @param createMissing how an absent user and session begin, or null when they must be there
   * @param copied what it keeps of the message that it copies, or null when it copies none
   * @param restored what it keeps of its past, or null when it has none
   */
  record PostMessage(
      SessionId sessionId,
      MessageId messageId,
      Role role,
      String content,
      @Nullable String authorId,
      @Nullable Long timestampMicros,
      @Nullable String metadataJson,
      float @Nullable [] embedding,
      @Nullable CreateMissing createMissing,
      @Nullable Copied copied,
      @Nullable RestoredMessage restored)
      implements Payload {

    /** One without a past. */
    public PostMessage(
        SessionId sessionId,
        MessageId messageId,
        Role role,
        String content,
        @Nullable String authorId,
        @Nullable Long timestampMicros,
        @Nullable String metadataJson,
        float @Nullable [] embedding,
        @Nullable CreateMissing createMissing,
        @Nullable Copied copied) {
      this(
          sessionId,
          messageId,
          role,
          content,
          authorId,
          timestampMicros,
          metadataJson,
          embedding,
          createMissing,
          copied,
          null);
    }

    /** One that copies none. */
    @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's array
    public PostMessage(
        SessionId sessionId,
        MessageId messageId,
        Role role,
        String content,
        @Nullable String authorId,
        @Nullable Long timestampMicros,
        @Nullable String metadataJson,
        float @Nullable [] embedding,
        @Nullable CreateMissing createMissing) {
      this(
          sessionId,
          messageId,
          role,
          content,
          authorId,
          timestampMicros,
          metadataJson,
          embedding,
          createMissing,
          null,
          null);
    }

    /** The same with a past. */
    public PostMessage restoring(RestoredMessage past) {
      return new PostMessage(
          sessionId,
          messageId,
          role,
          content,
          authorId,
          timestampMicros,
          metadataJson,
          embedding,
          createMissing,
          copied,
          past);
    }
  }

  /**
   * A message that came without a vector is to have one that a model made of what it says.
   *
   * @param contentHash of what the vector stands for, see {@link #hash}
   */
  record EmbedMessage(
      SessionId sessionId, MessageId messageId, long contentHash, Embedding embedding)
      implements Payload {
    /** The first 8 bytes of the SHA-256 of a content. */
    public static long hash(String content) {
      try {
        byte[] digest =
            MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest).getLong();
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("every JDK has SHA-256", impossible);
      }
    }
  }

  /** What a copy keeps of its original beside what it says. */
  record Copied(long receivedAtMicros, @Nullable Long editedAtMicros) {}

  /**
   * What a message that is restored or imported keeps of its past. It may come into a soft-deleted
   * session. A message that is there stays as it is.
   *
   * @param receivedAtMicros null for when the event was accepted
   * @param editedAtMicros null for one that was never edited
   * @param version null for the first
   * @param seq its seq, if that is behind the session's last one; otherwise, and when null, it
   *     takes the next
   * @param fingerprint of what had posted it, so that a repetition of that is still known for one;
   *     null to take it from this event
   */
  record RestoredMessage(
      @Nullable Long receivedAtMicros,
      @Nullable Long editedAtMicros,
      @Nullable Long version,
      @Nullable Long seq,
      @Nullable Long fingerprint) {}

  /**
   * The owner is to be erased.
   *
   * @param force whether everything of the user goes too; a user with sessions is kept otherwise
   */
  record DeleteUser(boolean force) implements Payload {}

  /**
   * A session is to be as described, whether it is there or not.
   *
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   * @param keepsDeleted whether one that is soft-deleted stays so where no status is described; in
   *     logs of old versions it is restored
   */
  record PutSession(CreateSession session, @Nullable Long expectedVersion, boolean keepsDeleted)
      implements Payload {

    /** As events are made now. */
    public PutSession(CreateSession session, @Nullable Long expectedVersion) {
      this(session, expectedVersion, true);
    }
  }

  /**
   * A session is to have a tag, or not to have it.
   *
   * @param present whether the session has the tag afterwards
   */
  record TagSession(SessionId sessionId, String tag, boolean present) implements Payload {}

  /**
   * A session is to be erased with all that it holds.
   *
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   * @param seen the messages that it has still, or null for any: messages do not move the version
   */
  record DeleteSession(
      SessionId sessionId, @Nullable Long expectedVersion, @Nullable SeenMessages seen)
      implements Payload {
    /** Whatever messages it has. */
    public DeleteSession(SessionId sessionId, @Nullable Long expectedVersion) {
      this(sessionId, expectedVersion, null);
    }
  }

  /**
   * The messages of a session as somebody saw them.
   *
   * @param count how many
   * @param lastAtMicros the time of the latest; null for none
   */
  record SeenMessages(long count, @Nullable Long lastAtMicros) {}

  /**
   * Fields of a message are to change.
   *
   * @param patchJson a JSON Merge Patch (RFC 7396) of the message object
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   */
  record PatchMessage(
      SessionId sessionId, MessageId messageId, String patchJson, @Nullable Long expectedVersion)
      implements Payload {}

  /**
   * A message is to be erased.
   *
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   */
  record DeleteMessage(SessionId sessionId, MessageId messageId, @Nullable Long expectedVersion)
      implements Payload {}

  /**
   * A context is to be saved: what a conversation was about.
   *
   * @param sessionId the session that it is of, with which it goes; null for none
   * @param entitiesJson a JSON object as text, or null
   * @param confidence 0..1, or null
   * @param range the messages that it was made from, or null
   * @param createdAtMicros when one that is brought back was saved first; null for now
   * @param restored what it keeps of its past, or null when it has none
   */
  record SaveContext(
      ContextId contextId,
      @Nullable SessionId sessionId,
      @Nullable String title,
      String summary,
      List<String> keyPoints,
      @Nullable String entitiesJson,
      @Nullable Double confidence,
      @Nullable MessageSpan range,
      @Nullable String metadataJson,
      @Nullable Long createdAtMicros,
      @Nullable Past restored)
      implements Payload {
    public SaveContext {
      keyPoints = List.copyOf(keyPoints);
    }

    /** One without a past. */
    public SaveContext(
        ContextId contextId,
        @Nullable SessionId sessionId,
        @Nullable String title,
        String summary,
        List<String> keyPoints,
        @Nullable String entitiesJson,
        @Nullable Double confidence,
        @Nullable MessageSpan range,
        @Nullable String metadataJson,
        @Nullable Long createdAtMicros) {
      this(
          contextId,
          sessionId,
          title,
          summary,
          keyPoints,
          entitiesJson,
          confidence,
          range,
          metadataJson,
          createdAtMicros,
          null);
    }

    /** The same with a past. */
    public SaveContext restoring(Past past) {
      return new SaveContext(
          contextId,
          sessionId,
          title,
          summary,
          keyPoints,
          entitiesJson,
          confidence,
          range,
          metadataJson,
          createdAtMicros,
          past);
    }
  }

  /** A context is to be erased. */
  record DeleteContext(ContextId contextId) implements Payload {}

  /**
   * Stands in for an event that was refused, so that a replay refuses it again whatever was erased
   * since. No client asks for it.
   */
  record Refused(ErrorCode code, String detail) implements Payload {}

  /**
   * What a persona, a panel, something said in one, a context or a document that is restored keeps
   * of its past. One that is there stays as it is. What does not apply to a kind is null.
   *
   * @param createdAtMicros when it came into being, was accepted or was uploaded; null for when the
   *     event was accepted
   * @param updatedAtMicros null for when the event was accepted
   * @param version null for the first
   * @param seq of a message of a panel: its seq, if that is behind the panel's last one; otherwise,
   *     and when null, it takes the next. Of a panel: the last seq that was given to a message of
   *     it, deleted ones included; null for none
   * @param fingerprint of what had created it, so that a repetition of that is still known for one;
   *     null to take it from this event
   */
  record Past(
      @Nullable Long createdAtMicros,
      @Nullable Long updatedAtMicros,
      @Nullable Long version,
      @Nullable Long seq,
      @Nullable Long fingerprint) {

    /** Of which nothing is known. */
    public static final Past UNKNOWN = new Past(null, null, null, null, null);

    /** A past, or one of which nothing is known. */
    public static Past orUnknown(@Nullable Past past) {
      return past == null ? UNKNOWN : past;
    }
  }

  /**
   * About a persona or a panel, each its own owner on the log: {@link io.chatlog.value.OwnerIds}.
   */
  sealed interface OfPanels extends Payload {
    /** What a panel is called when nobody named it. */
    String DEFAULT_PANEL_TITLE = "New Panel";

    /** The id of what is to be created or changed, as clients see it. */
    String id();
  }

  /**
   * A persona is to come into being.
   *
   * @param styleJson how it communicates
   * @param ownerId the user that it belongs to, or null
   * @param restored what it keeps of its past, or null when it has none
   */
  record CreatePersona(
      PersonaId personaId,
      String name,
      @Nullable String description,
      List<String> traits,
      List<String> expertise,
      @Nullable String styleJson,
      @Nullable UserId ownerId,
      @Nullable String metadataJson,
      @Nullable Past restored)
      implements OfPanels {
    public CreatePersona {
      traits = List.copyOf(traits);
      expertise = List.copyOf(expertise);
    }

    /** One without a past. */
    public CreatePersona(
        PersonaId personaId,
        String name,
        @Nullable String description,
        List<String> traits,
        List<String> expertise,
        @Nullable String styleJson,
        @Nullable UserId ownerId,
        @Nullable String metadataJson) {
      this(personaId, name, description, traits, expertise, styleJson, ownerId, metadataJson, null);
    }

    /** The same with a past. */
    public CreatePersona restoring(Past past) {
      return new CreatePersona(
          personaId, name, description, traits, expertise, styleJson, ownerId, metadataJson, past);
    }

    @Override
    public String id() {
      return personaId.value();
    }
  }

  /**
   * A persona is to be as described, whether it is there or not.
   *
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   * @param onlyOf only if it belongs to this user, or is not there; null for anybody's
   */
  record PutPersona(CreatePersona persona, @Nullable Long expectedVersion, @Nullable UserId onlyOf)
      implements OfPanels {
    @Override
    public String id() {
      return persona.id();
    }
  }

  /**
   * Fields of a persona are to change.
   *
   * @param patchJson a JSON Merge Patch (RFC 7396) of the persona object
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   * @param onlyOf only if it belongs to this user; null for anybody's
   */
  record PatchPersona(
      PersonaId personaId,
      String patchJson,
      @Nullable Long expectedVersion,
      @Nullable UserId onlyOf)
      implements OfPanels {
    @Override
    public String id() {
      return personaId.value();
    }
  }

  /**
   * A persona is to be erased.
   *
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   * @param onlyOf only if it belongs to this user; null for anybody's
   */
  record DeletePersona(PersonaId personaId, @Nullable Long expectedVersion, @Nullable UserId onlyOf)
      implements OfPanels {
    @Override
    public String id() {
      return personaId.value();
    }
  }

  /**
   * A panel is to come into being. Absent fields take their defaults when it is decided.
   *
   * @param restored what it keeps of its past, or null when it has none
   */
  record CreatePanel(
      PanelId panelId,
      @Nullable String title,
      @Nullable PanelType type,
      List<PersonaId> personas,
      @Nullable String configJson,
      @Nullable String metadataJson,
      @Nullable Past restored)
      implements OfPanels {
    public CreatePanel {
      personas = List.copyOf(personas);
    }

    /** One without a past. */
    public CreatePanel(
        PanelId panelId,
        @Nullable String title,
        @Nullable PanelType type,
        List<PersonaId> personas,
        @Nullable String configJson,
        @Nullable String metadataJson) {
      this(panelId, title, type, personas, configJson, metadataJson, null);
    }

    /** The same with a past. */
    public CreatePanel restoring(Past past) {
      return new CreatePanel(panelId, title, type, personas, configJson, metadataJson, past);
    }

    @Override
    public String id() {
      return panelId.value();
    }
  }

  /**
   * Fields of a panel are to change.
   *
   * @param patchJson a JSON Merge Patch (RFC 7396) of the panel object
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   */
  record PatchPanel(PanelId panelId, String patchJson, @Nullable Long expectedVersion)
      implements OfPanels {
    @Override
    public String id() {
      return panelId.value();
    }
  }

  /**
   * A panel is to be erased with all that it holds.
   *
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   */
  record DeletePanel(PanelId panelId, @Nullable Long expectedVersion) implements OfPanels {
    @Override
    public String id() {
      return panelId.value();
    }
  }

  /**
   * A message is to be appended to a panel.
   *
   * @param timestampMicros the client's time in microseconds since 1970 UTC, or null
   * @param persona the persona that speaks, or null where none does
   * @param responseTo the message of the panel that it answers, or null
   * @param restored what it keeps of its past, or null when it has none. With one, the panel need
   *     have neither the persona nor what it answers
   */
  record PostPanelMessage(
      PanelId panelId,
      MessageId messageId,
      Role role,
      String content,
      @Nullable String authorId,
      @Nullable Long timestampMicros,
      @Nullable String metadataJson,
      @Nullable PersonaId persona,
      @Nullable MessageId responseTo,
      @Nullable Past restored)
      implements OfPanels {

    /** One without a past. */
    public PostPanelMessage(
        PanelId panelId,
        MessageId messageId,
        Role role,
        String content,
        @Nullable String authorId,
        @Nullable Long timestampMicros,
        @Nullable String metadataJson,
        @Nullable PersonaId persona,
        @Nullable MessageId responseTo) {
      this(
          panelId,
          messageId,
          role,
          content,
          authorId,
          timestampMicros,
          metadataJson,
          persona,
          responseTo,
          null);
    }

    /** The same with a past. */
    public PostPanelMessage restoring(Past past) {
      return new PostPanelMessage(
          panelId,
          messageId,
          role,
          content,
          authorId,
          timestampMicros,
          metadataJson,
          persona,
          responseTo,
          past);
    }

    @Override
    public String id() {
      return messageId.value();
    }
  }

  /**
   * An insight is to be added to a panel.
   *
   * @param supportingMessages messages of the panel
   * @param restored what it keeps of its past, or null when it has none. With one, the panel need
   *     not have the messages
   */
  record PostInsight(
      PanelId panelId,
      InsightId insightId,
      InsightType type,
      String content,
      List<MessageId> supportingMessages,
      @Nullable Past restored)
      implements OfPanels {
    public PostInsight {
      supportingMessages = List.copyOf(supportingMessages);
    }

    /** One without a past. */
    public PostInsight(
        PanelId panelId,
        InsightId insightId,
        InsightType type,
        String content,
        List<MessageId> supportingMessages) {
      this(panelId, insightId, type, content, supportingMessages, null);
    }

    /** The same with a past. */
    public PostInsight restoring(Past past) {
      return new PostInsight(panelId, insightId, type, content, supportingMessages, past);
    }

    @Override
    public String id() {
      return insightId.value();
    }
  }

  /**
   * A message of a panel is to be erased because its author is. It does not say who that was.
   *
   * @param offset of the event that asked for the message, in the partition of this one
   */
  record ErasePanelMessage(PanelId panelId, MessageId messageId, long offset) implements OfPanels {
    @Override
    public String id() {
      return messageId.value();
    }
  }

  /**
   * An event about the same panel or persona, which did nothing, is to be erased because the user
   * is that it names.
   *
   * @param offset the event's, in the partition of this one
   */
  record EraseRefused(long offset) implements Payload {}

  /**
   * Changes nothing: whoever waits until it is decided knows that everything before it in its
   * partition is. Erased as soon as it is decided.
   */
  record Barrier() implements Payload {}

  /**
   * A part of a document that is being uploaded. Nobody sees it until the document is complete.
   *
   * @param part its number from 0; parts are taken in order only
   * @param content the bytes that follow those of the part before, not copied; may be empty
   * @param chunks pieces of the extracted text that follow those of the part before
   * @param restored whether the document is restored: its session may be soft-deleted
   * @param firstChunk the number in the document of the first of the pieces, from 0; null in logs
   *     of old versions
   */
  record PutDocumentPart(
      SessionId sessionId,
      UploadId uploadId,
      int part,
      byte[] content,
      List<String> chunks,
      boolean restored,
      @Nullable Integer firstChunk)
      implements Payload {
    public PutDocumentPart {
      chunks = List.copyOf(chunks);
    }

    /** Of a document that is new, as old versions wrote it. */
    public PutDocumentPart(
        SessionId sessionId, UploadId uploadId, int part, byte[] content, List<String> chunks) {
      this(sessionId, uploadId, part, content, chunks, false, null);
    }
  }

  /**
   * A piece of a document's text is to have a vector that a model made of it.
   *
   * @param chunk its number in the document, from 0
   * @param contentHash of what the vector stands for, see {@link EmbedMessage#hash}
   */
  record EmbedChunk(
      SessionId sessionId, UploadId uploadId, int chunk, long contentHash, Embedding embedding)
      implements Payload {}

  /**
   * A session that has no vector of its client is to have one that a model made.
   *
   * @param contentHash of what the vector stands for, see {@link #text} and {@link
   *     EmbedMessage#hash}
   */
  record EmbedSession(SessionId sessionId, long contentHash, Embedding embedding)
      implements Payload {
    /** What a session's vector stands for; null where it says nothing. */
    public static @Nullable String text(@Nullable String title, @Nullable String summary) {
      if (summary != null && !summary.isBlank()) {
        return summary;
      }
      return title == null || title.isBlank() || title.equals(DEFAULT_TITLE) ? null : title;
    }
  }

  /**
   * A document whose parts were put is complete.
   *
   * @param sha256 of all bytes, in lower-case hexadecimal digits
   * @param parts how many parts there are
   * @param chunks how many pieces of text there are
   * @param processingError why no text could be extracted; null where it was
   * @param restored what it keeps of its past, or null when it has none. With one, its session may
   *     be soft-deleted
   */
  record PostDocument(
      SessionId sessionId,
      DocumentId documentId,
      UploadId uploadId,
      String filename,
      @Nullable String originalName,
      String mimeType,
      long size,
      String sha256,
      @Nullable String uploadedBy,
      @Nullable String metadataJson,
      int parts,
      int chunks,
      @Nullable String processingError,
      @Nullable Past restored)
      implements Payload {

    /** One without a past. */
    public PostDocument(
        SessionId sessionId,
        DocumentId documentId,
        UploadId uploadId,
        String filename,
        @Nullable String originalName,
        String mimeType,
        long size,
        String sha256,
        @Nullable String uploadedBy,
        @Nullable String metadataJson,
        int parts,
        int chunks,
        @Nullable String processingError) {
      this(
          sessionId,
          documentId,
          uploadId,
          filename,
          originalName,
          mimeType,
          size,
          sha256,
          uploadedBy,
          metadataJson,
          parts,
          chunks,
          processingError,
          null);
    }

    /** The same with a past. */
    public PostDocument restoring(Past past) {
      return new PostDocument(
          sessionId,
          documentId,
          uploadId,
          filename,
          originalName,
          mimeType,
          size,
          sha256,
          uploadedBy,
          metadataJson,
          parts,
          chunks,
          processingError,
          past);
    }
  }

  /**
   * A document is to be erased.
   *
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   */
  record DeleteDocument(SessionId sessionId, DocumentId documentId, @Nullable Long expectedVersion)
      implements Payload {}

  /** How an absent session begins. */
  record CreateMissing(
      @Nullable String sessionTitle, @Nullable String channel, @Nullable String source) {}
}
