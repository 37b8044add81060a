package io.chatlog.exchange.record;

import org.jspecify.annotations.Nullable;

/** Counts what an export holds and keeps nothing of it but whose it is. Not thread-safe. */
public final class Counts implements Records {
  private long conversations;
  private long turns;
  private @Nullable Profile profile;
  private boolean severalUsers;
  private boolean told;

  /** Conversations that began. */
  public long conversations() {
    return conversations;
  }

  /** Messages of all of them. */
  public long turns() {
    return turns;
  }

  /** Whose the export is, where it says so; the last of several. */
  public @Nullable Profile profile() {
    return profile;
  }

  /** Whether it names several users. */
  public boolean hasSeveralUsers() {
    return severalUsers;
  }

  /** Whether there is anything to write. */
  public boolean hasRecords() {
    return conversations > 0 || profile != null;
  }

  /** Whether there is nothing to write, and nothing to say of what is not written either. */
  public boolean isEmpty() {
    return !hasRecords() && !told;
  }

  /** Counts what another one counted, too. */
  public void add(Counts other) {
    conversations += other.conversations;
    turns += other.turns;
    told |= other.told;
    severalUsers |= other.severalUsers;
    if (other.profile != null) {
      profile(other.profile);
    }
  }

  @Override
  public void profile(Profile other) {
    severalUsers |= profile != null && !profile.user().equals(other.user());
    profile = other;
  }

  @Override
  public void begin(Conversation conversation) {
    conversations++;
  }

  @Override
  public void turn(Turn turn) {
    turns++;
  }

  @Override
  public void end() {}

  @Override
  public void skipped(Skip reason) {
    told |= reason != Skip.OTHER_FILE;
  }

  @Override
  public void failed(Failed failed) {
    told = true;
  }
}
