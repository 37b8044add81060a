package io.chatlog.exchange.record;

import org.jspecify.annotations.Nullable;

/** Counts what an export holds and keeps nothing of it but whose it is. Not thread-safe. */
public final class Counts implements Records {
  private long conversations;
  private long turns;
  private @Nullable Profile profile;
  private boolean severalUsers;

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

  @Override
  public void profile(Profile told) {
    severalUsers |= profile != null && !profile.user().equals(told.user());
    profile = told;
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
  public void skipped(Skip reason) {}

  @Override
  public void failed(Failed failed) {}
}
