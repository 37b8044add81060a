package io.chatlog.standalone.app;

import io.chatlog.standalone.net.FreePorts;
import io.chatlog.standalone.net.HostPort;
import io.chatlog.standalone.role.StartRefusedException;
import java.io.IOException;

/** Looks whether a role can listen where it was told to, before anything is started. */
final class PortCheck {
  private PortCheck() {}

  /**
   * Refuses a port that another process has.
   *
   * @param option of the command line that sets the port
   */
  static void requireFree(String option, HostPort listener) throws StartRefusedException {
    try {
      if (!FreePorts.isFree(listener)) {
        throw new StartRefusedException(
            "port %d on %s is in use by another process: choose another with %s"
                .formatted(listener.port(), listener.host(), option));
      }
    } catch (IOException e) {
      throw new StartRefusedException(
          "%s is not an address of this machine (%s): choose another with --host"
              .formatted(listener.host(), e.getMessage()),
          e);
    }
  }
}
