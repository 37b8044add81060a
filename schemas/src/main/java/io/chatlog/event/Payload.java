package io.chatlog.event;

import io.chatlog.error.ErrorCode;
import io.chatlog.value.MessageId;
import io.chatlog.value.PasswordHash;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import java.util.List;
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
   */
  record CreateUser(
      @Nullable String name,
      @Nullable String username,
      @Nullable String email,
      @Nullable String role,
      @Nullable String preferencesJson,
      @Nullable String metadataJson,
      @Nullable Long emailClaim,
      @Nullable PasswordHash passwordHash)
      implements Payload {

    /** A user of whom nothing is known but that it exists. */
    public static CreateUser bare() {
      return new CreateUser(null, null, null, null, null, null, null, null);
    }

    /** The same with its address reserved. */
    public CreateUser claiming(long claim) {
      return new CreateUser(
          name, username, email, role, preferencesJson, metadataJson, claim, passwordHash);
    }

    /** The same with a password. */
    public CreateUser withPassword(PasswordHash hash) {
      return new CreateUser(
          name, username, email, role, preferencesJson, metadataJson, emailClaim, hash);
    }
  }

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
   * @param forkOf of a fork, which begins out of sight, is filled with copies and then shown: the
   *     session and the last seq that it copies, as {@code session@seq}; otherwise null
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
      @Nullable String forkOf)
      implements Payload {
    public CreateSession {
      tags = List.copyOf(tags);
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
          null);
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
      @Nullable Copied copied)
      implements Payload {

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
          null);
    }
  }

  /** What a copy keeps of its original beside what it says. */
  record Copied(long receivedAtMicros, @Nullable Long editedAtMicros) {}

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
   */
  record PutSession(CreateSession session, @Nullable Long expectedVersion) implements Payload {}

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
   */
  record DeleteSession(SessionId sessionId, @Nullable Long expectedVersion) implements Payload {}

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
   * Stands in for an event that was refused, so that a replay refuses it again whatever was erased
   * since. No client asks for it.
   */
  record Refused(ErrorCode code, String detail) implements Payload {}

  /** How an absent session begins. */
  record CreateMissing(
      @Nullable String sessionTitle, @Nullable String channel, @Nullable String source) {}
}
