package io.chatlog.keeper.backup;

import io.chatlog.event.Payload;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.event.Payload.RestoredMessage;
import io.chatlog.event.Payload.RestoredSession;
import io.chatlog.event.Payload.RestoredUser;
import io.chatlog.value.UserId;
import io.chatlog.view.KeptMessage;
import io.chatlog.view.KeptSession;
import io.chatlog.view.KeptUser;
import io.chatlog.view.Message;
import io.chatlog.view.Session;
import io.chatlog.view.User;

/** A line of a backup: a user, one of its sessions, or a message of the session before. */
public sealed interface Line {
  /** What it is. */
  Kind kind();

  /** Whose it is. */
  UserId owner();

  /** Its id, for people. */
  String id();

  /** What asks for it to be there again. */
  Payload restoring();

  /** A user. */
  record OfUser(KeptUser kept) implements Line {
    @Override
    public Kind kind() {
      return Kind.USER;
    }

    @Override
    public UserId owner() {
      return kept.user().id();
    }

    @Override
    public String id() {
      return kept.user().id().value();
    }

    @Override
    public CreateUser restoring() {
      User user = kept.user();
      return new CreateUser(
          user.name(),
          user.username(),
          user.email(),
          user.role(),
          user.preferencesJson(),
          user.metadataJson(),
          null,
          kept.passwordHash(),
          new RestoredUser(
              user.createdAtMicros(), user.updatedAtMicros(), user.version(), kept.fingerprint()));
    }

    /** The same without its address, which another user has. */
    CreateUser restoringWithoutEmail() {
      CreateUser create = restoring();
      return new CreateUser(
          create.name(),
          create.username(),
          null,
          create.role(),
          create.preferencesJson(),
          create.metadataJson(),
          null,
          create.passwordHash(),
          create.restored());
    }
  }

  /** A session; its messages follow. */
  record OfSession(KeptSession kept) implements Line {
    @Override
    public Kind kind() {
      return Kind.SESSION;
    }

    @Override
    public UserId owner() {
      return kept.session().owner();
    }

    @Override
    public String id() {
      return kept.session().id().value();
    }

    @Override
    @SuppressWarnings("NullAway") // does not see @Nullable of a compact constructor's array
    public CreateSession restoring() {
      Session session = kept.session();
      return new CreateSession(
          session.id(),
          session.title(),
          session.channel(),
          session.source(),
          session.status(),
          session.summary(),
          session.tags(),
          session.metadataJson(),
          session.externalId(),
          null,
          null,
          new RestoredSession(
              session.createdAtMicros(),
              session.updatedAtMicros(),
              session.deletedAtMicros(),
              session.version(),
              kept.lastSeq(),
              kept.fingerprint(),
              kept.embedded()));
    }
  }

  /** A message. */
  record OfMessage(KeptMessage kept) implements Line {
    @Override
    public Kind kind() {
      return Kind.MESSAGE;
    }

    @Override
    public UserId owner() {
      return kept.message().owner();
    }

    @Override
    public String id() {
      return kept.message().id().value();
    }

    @Override
    public PostMessage restoring() {
      Message message = kept.message();
      return new PostMessage(
          message.session(),
          message.id(),
          message.role(),
          message.content(),
          message.authorId(),
          message.timestampMicros(),
          message.metadataJson(),
          null,
          null,
          null,
          new RestoredMessage(
              message.receivedAtMicros(),
              message.editedAtMicros(),
              message.version(),
              message.seq(),
              kept.fingerprint()));
    }
  }
}
