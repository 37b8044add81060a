package io.chatlog.it.process;

import io.chatlog.it.http.ChatlogClient;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one standalone that they share. */
final class SharedStandalone implements ParameterResolver {
  private record Shared(Standalone standalone, ChatlogClient client) implements AutoCloseable {
    static Shared start() {
      Standalone standalone = Standalone.start(Workspace.empty("shared"));
      return new Shared(standalone, ChatlogClient.of(standalone));
    }

    @Override
    public void close() {
      client.close();
      try {
        standalone.stop();
      } finally {
        standalone.close();
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Standalone.class || type == ChatlogClient.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Shared shared =
        context
            .getRoot()
            .getStore(Namespace.create(SharedStandalone.class))
            .computeIfAbsent("shared", absent -> Shared.start(), Shared.class);
    return parameter.getParameter().getType() == Standalone.class
        ? shared.standalone()
        : shared.client();
  }
}
