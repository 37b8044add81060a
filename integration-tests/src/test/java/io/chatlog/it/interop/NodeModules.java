package io.chatlog.it.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chatlog.it.packaging.Checkout;
import io.chatlog.it.process.Fork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/**
 * The Node example in a directory of its own under {@code target}, its packages installed from the
 * lock file as {@code npm ci} does it. Installed once for as long as the lock file stays the same.
 */
final class NodeModules {
  private static final Duration INSTALL_TIMEOUT = Duration.ofMinutes(5);

  private NodeModules() {}

  static synchronized Path installed() throws IOException {
    Path source = Checkout.root().resolve("examples/consumers/node");
    Path target = Fork.directory().resolve("node");
    Files.createDirectories(target);
    for (String file : List.of("package.json", "package-lock.json", "feed.mjs")) {
      Files.copy(source.resolve(file), target.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    try (var partitions = NodeModules.class.getResourceAsStream("/interop/partitions.mjs")) {
      Files.write(target.resolve("partitions.mjs"), partitions.readAllBytes());
    }
    Path stamp = target.resolve("installed-lock.json");
    String lock = Files.readString(target.resolve("package-lock.json"), UTF_8);
    if (!Files.exists(stamp) || !Files.readString(stamp, UTF_8).equals(lock)) {
      ForeignProgram.run(
          target,
          INSTALL_TIMEOUT,
          new byte[0],
          List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
      Files.writeString(stamp, lock, UTF_8);
    }
    return target;
  }
}
