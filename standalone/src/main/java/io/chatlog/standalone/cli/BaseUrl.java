package io.chatlog.standalone.cli;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the base URL of an HTTP server; a slash at the end is taken off. */
final class BaseUrl implements ITypeConverter<URI> {
  @Override
  public URI convert(String text) {
    try {
      URI url = new URI(text.replaceFirst("/+$", ""));
      if (url.getHost() != null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw new TypeConversionException("'" + text + "' is not a URL: " + e.getReason());
    }
    throw new TypeConversionException("'" + text + "' is not a URL like http://127.0.0.1:8080");
  }
}
