package io.chatlog.it.packaging;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files of the project are that are no resources of a module. */
public final class Checkout {
  private Checkout() {}

  /** The root of the checkout, found from the module that is tested. */
  public static Path root() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("docker-compose.yml"))) {
        return at;
      }
    }
    throw new AssertionError("the tests do not run within a checkout");
  }
}
