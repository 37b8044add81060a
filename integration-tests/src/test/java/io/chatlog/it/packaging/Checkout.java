package io.chatlog.it.interop;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files of the project are that are no resources of a module. */
final class Checkout {
  private Checkout() {}

  /** The root of the checkout, found from the module that is tested. */
  static Path root() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("examples/consumers"))) {
        return at;
      }
    }
    throw new AssertionError("the tests do not run within a checkout");
  }
}
