package io.chatlog.standalone.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks at ports before a server takes them. Another process may still be quicker. */
public final class FreePorts {
  private FreePorts() {}

  /** A port of the host that nobody listens on. */
  public static int choose(String host) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), 0));
      return socket.getLocalPort();
    }
  }

  /**
   * Whether a server could listen there. A port in TIME_WAIT counts as free, as for the server.
   *
   * @throws IOException when the host is not one of this machine
   */
  public static boolean isFree(HostPort listener) throws IOException {
    InetAddress address = InetAddress.getByName(listener.host());
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(address, 0)); // a foreign address fails here
    }
    if (listener.port() == 0) {
      return true;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, listener.port()));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
