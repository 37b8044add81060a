package io.chatlog.http.body;

import java.io.IOException;

/** The client closed the connection before its body was complete: there is nobody to answer. */
public final class ClientGoneException extends IOException {
  public ClientGoneException(Throwable cause) {
    super("the client closed the connection", cause);
  }
}
