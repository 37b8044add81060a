package io.chatlog.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The image runs the program as the launcher does. */
class ImageTest {
  private static final Path ROOT = Checkout.root();

  @Test
  void startsJavaAsTheLauncherDoes() throws IOException {
    String launcher = Files.readString(ROOT.resolve("chatlog"));
    int begin = launcher.indexOf("exec \"$java_home/bin/java\"");
    String call = launcher.substring(begin, launcher.indexOf("app.Main", begin));
    List<String> flags = matches("(?<= )(-XX:\\S+|--[a-z]\\S+)", call);
    assertThat(flags).isNotEmpty();
    List<String> image = matches("\"([^\"]+)\"", entryPoint());
    assertThat(image).startsWith("java").endsWith("io.chatlog.standalone.app.Main");
    assertThat(image.subList(1, image.size()))
        .filteredOn(option -> option.startsWith("-XX:") || option.startsWith("--"))
        .containsExactlyElementsOf(flags);
    String collector = matches("processor\\) echo \"-Xmx\\S+ (-XX:\\S+)\"", launcher).getFirst();
    assertThat(dockerfile()).contains("JDK_JAVA_OPTIONS=\"" + collector + " ");
  }

  @Test
  void copiesThePomOfEveryModule() throws IOException {
    List<String> modules =
        matches("<module>([^<]+)</module>", Files.readString(ROOT.resolve("pom.xml")));
    List<String> copied = matches("COPY (\\S+)/pom\\.xml ", dockerfile());
    assertThat(copied).containsExactlyInAnyOrderElementsOf(modules);
  }

  @Test
  void runsAsNobodyInParticular() throws IOException {
    assertThat(matches("(?m)^USER (\\S+)$", dockerfile())).containsExactly("10001:10001");
  }

  @Test
  void copiesFilesThatAreThere() throws IOException {
    for (String file : matches("(build/container/\\w[\\w.]*)", dockerfile())) {
      assertThat(ROOT.resolve(file)).exists();
    }
    assertThat(entryPoint()).contains("-Dlogback.configurationFile=/opt/chatlog/logging.xml");
  }

  private static String entryPoint() throws IOException {
    return matches("(?m)^ENTRYPOINT (.*)$", dockerfile()).getFirst();
  }

  private static String dockerfile() throws IOException {
    return Files.readString(ROOT.resolve("Dockerfile"));
  }

  private static List<String> matches(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }
}
