package io.chatlog.standalone.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of this jar and of the JVM that runs it. */
final class Version implements IVersionProvider {
  /** The version of this jar, as its manifest states it. */
  static String ofJar() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("(unpackaged)");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "chatlog " + ofJar(),
      "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
    };
  }
}
