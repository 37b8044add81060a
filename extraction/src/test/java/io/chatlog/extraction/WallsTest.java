package io.chatlog.extraction;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Who may see what. */
final class WallsTest {
  private final JavaClasses classes = new ClassFileImporter().importPath(Path.of("target/classes"));

  @Test
  void onlyTheChildSeesTheParsers() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.chatlog.extraction.child..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.tika..", "io.chatlog.extraction.child..")
        .check(classes);
  }

  @Test
  void theChildSeesNothingOfTheServer() {
    noClasses()
        .that()
        .resideInAnyPackage("io.chatlog.extraction.child..", "io.chatlog.extraction.wire..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.chatlog.ingest..", "io.chatlog.http..", "org.slf4j..")
        .check(classes);
  }
}
