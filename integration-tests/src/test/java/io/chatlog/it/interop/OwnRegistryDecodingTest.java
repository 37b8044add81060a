package io.chatlog.it.interop;

import io.chatlog.serde.SchemaCatalogue;
import io.chatlog.standalone.net.HostPort;
import io.chatlog.standalone.registry.http.RegistryServer;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** The registry of the standalone. */
class OwnRegistryDecodingTest extends DecodingContract {
  private final InteropLog log;
  private final RegistryServer registry;

  OwnRegistryDecodingTest(@TempDir Path directory) throws Exception {
    log = InteropLog.start(directory);
    registry = RegistryServer.start(new HostPort("127.0.0.1", 0), SchemaCatalogue.released());
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
