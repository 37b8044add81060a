package io.chatlog.it.reads;

import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.process.WithStandalone;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A read with a position shows the write of that position, whatever kind of read it is. */
@WithStandalone
class FreshnessTest {
  private final ChatlogClient client;

  FreshnessTest(ChatlogClient client) {
    this.client = client;
  }

  @Test
  void aWriteThatNobodyWaitedForIsSeenByEveryRead() {
    ReadYourWrites.check(client, 100);
  }

  @Test
  @Tag("soak")
  void aWriteThatNobodyWaitedForIsSeenByEveryReadAThousandTimes() {
    ReadYourWrites.check(client, 1_000);
  }
}
