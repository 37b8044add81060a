package io.chatlog.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The reference page of the configuration is made from the {@code reference.conf} of the modules:
 * {@code mvn test -pl standalone -am -Dtest=ConfigurationReferenceTest -Ddocs.write=true
 * -Dsurefire.failIfNoSpecifiedTests=false} writes it anew.
 */
final class ConfigurationReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "configuration.md");

  @Test
  void thePageSaysWhatTheSettingsAre() throws IOException {
    String page = page(ConfigFactory.defaultReference().withOnlyPath("chatlog"));
    if (Boolean.getBoolean("docs.write")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  private static String page(Config reference) {
    Map<String, ConfigValue> settings = new TreeMap<>();
    reference.entrySet().forEach(entry -> settings.put(entry.getKey(), entry.getValue()));
    StringBuilder page =
        new StringBuilder(
            """
            # Configuration

            Every setting has a default. A file (`--config FILE`, HOCON or JSON), `CHATLOG_*` variables and
            `--set KEY=VALUE` change it, each over the one before. An unknown key or variable is refused.

            | key | default | variable | meaning |
            |---|---|---|---|
            """);
    settings.forEach(
        (key, value) -> {
          String meaning =
              String.join(" ", value.origin().comments().stream().map(String::strip).toList());
          page.append("| `")
              .append(key)
              .append("` | `")
              .append(value.render(ConfigRenderOptions.concise()))
              .append("` | `")
              .append(key.toUpperCase(Locale.ROOT).replace('.', '_'))
              .append("` | ")
              .append(meaning.replace("|", "\\|"))
              .append(" |\n");
        });
    return page.toString();
  }
}
