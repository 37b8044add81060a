package io.chatlog.exchange;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ExchangeWallsTest {
  private final JavaClasses exchange =
      new ClassFileImporter().importPath(Path.of("target/classes"));

  @Test
  void onlyOnePackageSeesJackson() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.chatlog.exchange.json")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml.jackson..")
        .check(exchange);
  }

  @Test
  void readingIsPure() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.chatlog.exchange..",
            "io.chatlog.value..",
            "io.chatlog.error..",
            "com.fasterxml.jackson.core..",
            "com.github.luben.zstd..",
            "org.jspecify..",
            "java..")
        .check(exchange);
    slices().matching("io.chatlog.exchange.(*)..").should().beFreeOfCycles().check(exchange);
  }
}
