package io.chatlog.standalone.cli;

import io.chatlog.value.Ids;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks ids that were given on the command line, before they become a part of a path. */
final class Id {
  private Id() {}

  /** Refuses what is no id, naming the option or argument. */
  static String checked(CommandSpec spec, String name, String id) {
    Ids.fault(id)
        .ifPresent(
            why -> {
              throw new ParameterException(
                  spec.commandLine(), "Invalid value for '" + name + "': the id " + why);
            });
    return id;
  }
}
