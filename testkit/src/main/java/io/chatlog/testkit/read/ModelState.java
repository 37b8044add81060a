package io.chatlog.testkit.read;

import io.chatlog.error.ErrorCode;
import io.chatlog.testkit.read.ModelPartition.Kept;
import io.chatlog.testkit.read.ModelPartition.Owner;
import io.chatlog.testkit.read.ModelPartition.Talk;
import io.chatlog.topic.Partitions;
import io.chatlog.value.EmailIds;
import io.chatlog.value.Embedding;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.PasswordHash;
import io.chatlog.value.Position;
import io.chatlog.value.UserId;
import io.chatlog.view.Document;
import io.chatlog.view.EmailClaim;
import io.chatlog.view.Entity;
import io.chatlog.view.Insight;
import io.chatlog.view.Message;
import io.chatlog.view.Outcome;
import io.chatlog.view.Panel;
import io.chatlog.view.PanelEntity;
import io.chatlog.view.PanelMessage;
import io.chatlog.view.Persona;
import io.chatlog.view.Read;
import io.chatlog.view.SavedContext;
import io.chatlog.view.Session;
import io.chatlog.view.User;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The state of a whole system as a model in memory: what its nodes would hold if every event were
 * applied as it is put. Simple enough to be believed, slow for large data. Thread-safe.
 */
public final class ModelState {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final List<ModelPartition> partitions = new ArrayList<>();

  /** An empty one. */
  public ModelState(int partitionCount) {
    for (int number = 0; number < partitionCount; number++) {
      partitions.add(new ModelPartition(number));
    }
  }

  /** How many partitions the log has. */
  public int partitionCount() {
    return partitions.size();
  }

  /** The partition that holds a user. */
  public int partitionOf(UserId user) {
    return Partitions.of(user, partitions.size());
  }

  /** Puts a user as it is; where its event stands. */
  public Position put(User user) {
    return apply(
        user.id(),
        user,
        partition -> {
          Owner owner = partition.owners.computeIfAbsent(user.id(), _ -> new Owner(user));
          owner.user = user;
        });
  }

  /** Gives a user that is there a password. */
  public Position putPassword(UserId user, PasswordHash hash) {
    return apply(user, null, partition -> partition.passwords.put(user, hash));
  }

  /** Reserves an address for a user. */
  public Position putClaim(String email, UserId user) {
    UserId id = EmailIds.of(email);
    return apply(
        id,
        null,
        partition -> partition.claims.add(new EmailClaim(id, user, partition.appliedOffset, 0)));
  }

  /** Puts a session of a user that is there; its messages stay. */
  public Position put(Session session) {
    return apply(
        session.owner(),
        session,
        partition -> {
          Owner owner = owner(partition, session.owner());
          Talk talk = owner.talks.computeIfAbsent(session.id(), _ -> new Talk(session));
          talk.session = session;
          talk.activity.put(partition.appliedOffset, session.lastActivityMicros());
        });
  }

  /** Deletes a session, and makes another one of its id. */
  public Position putAnew(Session session) {
    return apply(
        session.owner(),
        session,
        partition -> {
          Talk talk = new Talk(session);
          talk.beganAnew = partition.appliedOffset;
          talk.activity.put(partition.appliedOffset, session.lastActivityMicros());
          owner(partition, session.owner()).talks.put(session.id(), talk);
        });
  }

  /**
   * Puts a message of a session that is there, new or changed. A new one takes the next seq,
   * whatever its own says, and moves the session's count and activity.
   */
  public Position put(Message message) {
    return apply(
        message.owner(),
        message,
        partition -> {
          Talk talk = owner(partition, message.owner()).talks.get(message.session());
          if (talk == null) {
            throw new IllegalArgumentException("no session " + message.session());
          }
          for (int at = 0; at < talk.messages.size(); at++) {
            if (talk.messages.get(at).id().equals(message.id())) {
              talk.messages.set(at, message);
              return;
            }
          }
          talk.messages.add(ModelValues.withSeq(message, talk.messages.size() + 1L));
          talk.offsets.put(message.id(), partition.appliedOffset);
          talk.session = ModelValues.after(talk.session, message);
          talk.activity.put(partition.appliedOffset, talk.session.lastActivityMicros());
        });
  }

  /** Gives a message that is there a vector. */
  public Position embed(Message message, Embedding embedding) {
    return apply(
        message.owner(),
        null,
        partition -> {
          Talk talk = owner(partition, message.owner()).talks.get(message.session());
          if (talk == null) {
            throw new IllegalArgumentException("no session " + message.session());
          }
          talk.embeddings.put(message.id(), embedding);
        });
  }

  /** Puts a persona, a panel, or what is new in a panel that is there; where its event stands. */
  public Position put(PanelEntity entity) {
    UserId owner =
        switch (entity) {
          case Persona persona -> OwnerIds.of(persona.id());
          case Panel panel -> OwnerIds.of(panel.id());
          case PanelMessage message -> OwnerIds.of(message.panel());
          case Insight insight -> OwnerIds.of(insight.panel());
        };
    return apply(
        owner,
        entity,
        partition -> {
          switch (entity) {
            case Persona persona -> partition.panels.put(persona);
            case Panel panel -> partition.panels.put(panel);
            case PanelMessage message -> partition.panels.put(message);
            case Insight insight -> partition.panels.put(insight);
          }
        });
  }

  /** Saves a context of a user that is there. */
  public Position put(SavedContext context) {
    return apply(
        context.owner(),
        context,
        partition ->
            owner(partition, context.owner()).contexts.put(partition.appliedOffset, context));
  }

  /** Puts a document of a session that is there; its content is one part. */
  public Position put(Document document, byte[] content) {
    return apply(
        document.owner(),
        document,
        partition -> {
          Talk talk = owner(partition, document.owner()).talks.get(document.session());
          if (talk == null) {
            throw new IllegalArgumentException("no session " + document.session());
          }
          talk.documents.put(document.id(), new Kept(document, content, partition.appliedOffset));
        });
  }

  /** Refuses a write of a user; where its event stands. */
  public Position refuse(UserId user, ErrorCode code, String detail) {
    return apply(
        user,
        null,
        partition -> {
          partition.refused.put(partition.appliedOffset, new Outcome.Refused(code, detail));
          partition.refusedTo.put(partition.appliedOffset, user);
        });
  }

  private static Owner owner(ModelPartition partition, UserId user) {
    Owner owner = partition.owners.get(user);
    if (owner == null) {
      throw new IllegalArgumentException("no user " + user);
    }
    return owner;
  }

  private interface Step {
    void change(ModelPartition partition);
  }

  private Position apply(UserId user, @Nullable Entity entity, Step step) {
    lock.lock();
    try {
      ModelPartition partition = partitions.get(partitionOf(user));
      partition.appliedOffset++;
      step.change(partition);
      if (entity != null) {
        partition.applied.put(partition.appliedOffset, new Outcome.Applied(false, 0, entity));
        partition.changed.put(partition.appliedOffset, user);
      }
      moved.signalAll();
      return new Position(partition.number, partition.appliedOffset);
    } finally {
      lock.unlock();
    }
  }

  /** How far a partition is; -1 when nothing is applied. */
  public long applied(int partition) {
    lock.lock();
    try {
      return partitions.get(partition).appliedOffset;
    } finally {
      lock.unlock();
    }
  }

  /** Wakes those who wait, so that they look again at whether they should. */
  void wake() {
    lock.lock();
    try {
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether a wait is to go on. */
  interface Waiting {
    boolean goesOn();
  }

  /** Waits until a partition is applied up to an offset; how far it is. */
  long await(int partition, long offset, long waitMillis, Waiting waiting)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = TimeUnit.MILLISECONDS.toNanos(waitMillis);
      while (partitions.get(partition).appliedOffset < offset && nanos > 0 && waiting.goesOn()) {
        nanos = moved.awaitNanos(nanos);
      }
      return partitions.get(partition).appliedOffset;
    } finally {
      lock.unlock();
    }
  }

  /** What a partition answers to a read. */
  public <R> R answer(int partition, Read<R> read) {
    lock.lock();
    try {
      return ModelAnswers.answer(partitions.get(partition), read);
    } finally {
      lock.unlock();
    }
  }
}
