package io.chatlog.it.interop;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** Apicurio's registry, through the API of Confluent's that it offers. */
class ApicurioDecodingTest extends DecodingContract {
  private final InteropLog log;
  private final ApicurioRegistry registry;

  ApicurioDecodingTest(@TempDir Path directory) throws Exception {
    log = InteropLog.start(directory);
    registry = ApicurioRegistry.start(log.bootstrapServers(), directory);
  }

  @AfterAll
  void stop() {
    registry.close();
    log.close();
  }

  @Override
  InteropLog log() {
    return log;
  }

  @Override
  URI registry() {
    return registry.url();
  }
}
