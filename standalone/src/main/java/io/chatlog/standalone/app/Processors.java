package io.chatlog.standalone.app;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/** Base URLs of processors, as their setting has them. */
final class Processors {
  private Processors() {}

  static String text(List<URI> processors) {
    return processors.stream().map(URI::toString).collect(Collectors.joining(","));
  }
}
