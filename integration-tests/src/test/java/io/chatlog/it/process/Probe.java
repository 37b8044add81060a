package io.chatlog.it.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks a server whether it is ready. A new connection each time: nothing is kept of a dead one. */
public final class Probe {
  private static final int TIMEOUT_MS = 1_000;
  private static final int OK = 200;

  private Probe() {}

  /** Whether a GET answers 200. */
  public static boolean answersOk(URI url) {
    try {
      HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MS);
      connection.setReadTimeout(TIMEOUT_MS);
      try {
        return connection.getResponseCode() == OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException notYet) {
      return false;
    }
  }
}
