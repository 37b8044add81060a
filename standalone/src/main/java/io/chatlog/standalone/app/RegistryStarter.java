package io.chatlog.standalone.app;

import io.chatlog.serde.RegisteredSchema;
import io.chatlog.standalone.registry.http.RegistryServer;
import io.chatlog.standalone.role.RegistryOptions;
import io.chatlog.standalone.role.RoleStarter;
import io.chatlog.standalone.role.Running;
import io.chatlog.standalone.role.StartRefusedException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Starts the schema registry. */
final class RegistryStarter implements RoleStarter<RegistryOptions> {
  private final List<RegisteredSchema> schemas;

  RegistryStarter(List<RegisteredSchema> schemas) {
    this.schemas = List.copyOf(schemas);
  }

  @Override
  public Running start(RegistryOptions options) throws StartRefusedException {
    PortCheck.requireFree("--port", options.listen());
    return new RunningRegistry(
        RegistryServer.start(options.listen(), schemas), new CountDownLatch(1));
  }

  private record RunningRegistry(RegistryServer server, CountDownLatch closed) implements Running {
    @Override
    public List<String> lines() {
      return List.of("registry  " + server.url());
    }

    @Override
    public void await() throws InterruptedException {
      closed.await();
    }

    @Override
    public void close() {
      server.close();
      closed.countDown();
    }
  }
}
