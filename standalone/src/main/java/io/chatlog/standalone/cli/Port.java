package io.chatlog.standalone.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a port, 1..65535. */
final class Port implements ITypeConverter<Integer> {
  private static final int PORT_MAX = 65_535;

  @Override
  public Integer convert(String text) {
    if (text.matches("\\d{1,5}")) {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= PORT_MAX) {
        return port;
      }
    }
    throw new TypeConversionException("'" + text + "' is not a port (1..65535)");
  }
}
