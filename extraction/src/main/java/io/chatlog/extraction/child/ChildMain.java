package io.chatlog.extraction.child;

import io.chatlog.extraction.wire.Question;
import io.chatlog.extraction.wire.Reply;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The child process: answers one question after the other on standard input and output, until its
 * input ends. It does not catch what breaks a JVM: a child that is out of memory dies, and its
 * parent says so.
 */
public final class ChildMain {
  private ChildMain() {}

  /**
   * Runs the child.
   *
   * @param arguments the class of the {@link DocumentParser}, which has a constructor without
   *     arguments
   */
  public static void main(String[] arguments) throws Exception {
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
    // whatever a parser prints must not be taken for a reply
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
    DocumentParser parser =
        (DocumentParser) Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
    answer(in, out, parser);
  }

  private static void answer(DataInputStream in, DataOutputStream out, DocumentParser parser)
      throws IOException {
    for (Question question = Question.read(in); question != null; question = Question.read(in)) {
      reply(question, parser).write(out);
    }
  }

  private static Reply reply(Question question, DocumentParser parser) {
    try {
      return parser.parse(question);
    } catch (StackOverflowError nested) {
      return new Reply(false, "the document is nested too deep");
    } catch (Exception | LinkageError broken) {
      return new Reply(false, "the document cannot be read: " + reason(broken));
    }
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    String text = message == null ? cause.getClass().getSimpleName() : message;
    return text.substring(0, Math.min(text.length(), 200));
  }
}
