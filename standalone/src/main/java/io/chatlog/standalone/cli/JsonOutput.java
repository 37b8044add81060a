package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.ApiClient;
import io.chatlog.standalone.client.http.ApiRequest;
import io.chatlog.standalone.client.http.BodyReader;
import io.chatlog.standalone.client.http.Reply;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Model.CommandSpec;

/** Prints an answer for programs: the JSON as the server wrote it, however long it is. */
final class JsonOutput {
  private static final int PIECE_CHARS = 8_192;

  private JsonOutput() {}

  /** Sends a request, prints the answer and a line end, and returns the exit code. */
  static int print(ApiClient client, ApiRequest request, CommandSpec spec)
      throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    BodyReader<Boolean> copy =
        body -> {
          Reader reader = new InputStreamReader(body, StandardCharsets.UTF_8);
          char[] piece = new char[PIECE_CHARS];
          for (int read = reader.read(piece); read >= 0; read = reader.read(piece)) {
            out.write(piece, 0, read);
          }
          out.println();
          out.flush();
          return true;
        };
    Reply<Boolean> reply = client.send(request, copy);
    return ServerOptions.exitCode(spec, reply);
  }
}
