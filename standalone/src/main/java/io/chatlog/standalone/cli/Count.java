package io.chatlog.standalone.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks numbers that were given on the command line. */
final class Count {
  private Count() {}

  /** Refuses a value outside of its bounds, naming the option. */
  static int within(CommandSpec spec, String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '%s': %d is not in %d..%d"
              .formatted(option, value, least, most));
    }
    return value;
  }
}
