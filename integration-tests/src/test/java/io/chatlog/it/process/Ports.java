package io.chatlog.it.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports of the loopback, below those that Linux gives to outgoing connections: a server that
 * was killed finds its port free again.
 */
public final class Ports {
  private static final int LOWEST = 18_000;
  private static final int PER_FORK = 3_500;
  private static final int LOW = LOWEST + (Fork.number() - 1) * PER_FORK;
  private static final int HIGH = LOW + PER_FORK;
  private static final int ATTEMPTS_MAX = 1_000;
  private static final Set<Integer> GIVEN = new HashSet<>();

  private Ports() {}

  /** A port that nobody listens on and that this JVM was not given before, nor another fork is. */
  public static synchronized int free() {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOW, HIGH);
      if (GIVEN.add(port) && isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port in " + LOW + ".." + HIGH);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
