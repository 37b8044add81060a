package io.chatlog.standalone.net;

import java.net.URI;

/**
 * Where a listener is.
 *
 * @param host a name or an address; an IPv6 address without brackets
 * @param port 1..65535, or 0 for one that is free
 */
public record HostPort(String host, int port) {

  /** Refuses what cannot be listened on. */
  public HostPort {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host is blank");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0..65535, not " + port);
    }
  }

  /** Reads {@code host:port}, IPv6 as {@code [::1]:port}. */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || !text.substring(colon + 1).matches("\\d{1,5}")) {
      throw new IllegalArgumentException("not host:port: " + text);
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    return new HostPort(host, Integer.parseInt(text.substring(colon + 1)));
  }

  /** Whether it listens on every address of the machine, so that nobody can connect to it as is. */
  public boolean isWildcard() {
    return host.equals("0.0.0.0") || host.equals("::");
  }

  /** The address at which this machine reaches it: of a wildcard, the loopback. */
  public HostPort reachable() {
    if (!isWildcard()) {
      return this;
    }
    return new HostPort(host.equals("::") ? "::1" : "127.0.0.1", port);
  }

  /** The base URL at which this machine reaches it, without a slash at the end. */
  public URI url() {
    return URI.create("http://" + reachable());
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
