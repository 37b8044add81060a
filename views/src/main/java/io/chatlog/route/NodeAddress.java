package io.chatlog.route;

import java.net.URI;

/**
 * Where a node answers reads, written {@code host:port}.
 *
 * @param host a name or an address, as other nodes reach it; IPv6 without brackets
 * @param port 1..65535
 */
public record NodeAddress(String host, int port) {
  public NodeAddress {
    if (host.isBlank() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("not an address: " + host + ":" + port);
    }
  }

  /**
   * The address that an {@code http} URL names, or a text {@code host:port}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static NodeAddress parse(String text) {
    URI uri;
    try {
      uri = URI.create(text.contains("://") ? text : "http://" + text);
    } catch (IllegalArgumentException broken) {
      throw new IllegalArgumentException("not the URL of a node: " + text, broken);
    }
    String host = uri.getHost();
    if (host == null || uri.getPort() < 0 || !"http".equals(uri.getScheme())) {
      throw new IllegalArgumentException("not the URL of a node, http://host:port: " + text);
    }
    return new NodeAddress(
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host, uri.getPort());
  }

  /** The URL of a path on the node. */
  public URI resolve(String path) {
    return URI.create("http://" + this + path);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
