package io.chatlog.http;

import java.io.IOException;

/** The client does not take its answer: it is gone, or does not read. */
final class UndeliverableException extends IOException {
  UndeliverableException(IOException cause) {
    super("the answer could not be delivered", cause);
  }
}
