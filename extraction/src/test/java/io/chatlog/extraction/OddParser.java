package io.chatlog.extraction;

import io.chatlog.extraction.child.DocumentParser;
import io.chatlog.extraction.wire.Question;
import io.chatlog.extraction.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Does what a document says, as hostile ones do. */
public final class OddParser implements DocumentParser {
  @Override
  public Reply parse(Question question) {
    return switch (new String(question.content(), StandardCharsets.UTF_8)) {
      case "hang" -> {
        while (true) {
          LockSupport.park();
        }
      }
      case "eat" -> {
        List<byte[]> eaten = new ArrayList<>();
        while (true) {
          eaten.add(new byte[1 << 20]);
        }
      }
      case "die" -> {
        Runtime.getRuntime().halt(7);
        yield new Reply(false, "dead");
      }
      case "nest" -> new Reply(true, Integer.toString(nested(0)));
      case "throw" -> throw new IllegalStateException("as told");
      case "print" -> {
        System.out.println("not a reply");
        yield new Reply(true, "printed");
      }
      case String _ -> new Reply(true, Long.toString(ProcessHandle.current().pid()));
    };
  }

  private static int nested(int depth) {
    return nested(depth + 1) + 1;
  }
}
