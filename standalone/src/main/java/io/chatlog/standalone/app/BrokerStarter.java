package io.chatlog.standalone.app;

import io.chatlog.standalone.broker.BrokerSettings;
import io.chatlog.standalone.broker.BrokerStartException;
import io.chatlog.standalone.broker.EmbeddedBroker;
import io.chatlog.standalone.directory.DataDirectory;
import io.chatlog.standalone.role.RoleStarter;
import io.chatlog.standalone.role.Running;
import io.chatlog.standalone.role.StartRefusedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Starts a broker that is a process of its own. */
final class BrokerStarter implements RoleStarter<BrokerSettings> {
  @Override
  public Running start(BrokerSettings settings) throws StartRefusedException {
    PortCheck.requireFree("--port", settings.listener());
    PortCheck.requireFree("--controller-port", settings.controller());
    Path logDir = settings.logDir().toAbsolutePath();
    DataDirectory data =
        DataDirectory.open(
            Objects.requireNonNull(logDir.getParent()), logDir.getFileName().toString());
    try {
      return new RunningBroker(EmbeddedBroker.start(settings), data);
    } catch (BrokerStartException e) {
      data.close();
      throw new StartRefusedException(String.valueOf(e.getMessage()), e);
    }
  }

  private record RunningBroker(EmbeddedBroker broker, DataDirectory data) implements Running {
    @Override
    public List<String> lines() {
      return List.of(
          "broker    " + broker.bootstrapServers() + "  (cluster " + broker.clusterId() + ")");
    }

    @Override
    public void await() throws InterruptedException {
      broker.await();
    }

    @Override
    public void close() {
      broker.close();
      data.close();
    }
  }
}
