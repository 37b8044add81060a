package io.chatlog.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The walls of the design, over all modules. */
final class ArchitectureTest {
  private static final List<String> MODULES =
      List.of(
          "schemas",
          "views",
          "exchange",
          "http-server",
          "ingest-api",
          "stream-processor",
          "query-service",
          "keeper",
          "standalone");

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .importPaths(MODULES.stream().map(ArchitectureTest::classesOf).toList());

  private static Path classesOf(String module) {
    return Path.of("..", module, "target", "classes").toAbsolutePath().normalize();
  }

  static Stream<ArchRule> walls() {
    return Stream.of(
        noClasses()
            .that()
            .resideOutsideOfPackages("..http..", "io.chatlog.json", "..app..", "..load..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..")
            .because("only http packages see Javalin"),
        noClasses()
            .that()
            .resideOutsideOfPackages("..http..", "io.chatlog.json", "io.chatlog.exchange.json")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..")
            .because("only http packages and two for JSON see Jackson"),
        noClasses()
            .that()
            .resideInAnyPackage(
                "io.chatlog.processor.fold..",
                "io.chatlog.value..",
                "io.chatlog.event..",
                "io.chatlog.view..",
                "io.chatlog.exchange..",
                "io.chatlog.ingest.accept..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.apache.kafka..",
                "org.rocksdb..",
                "org.apache.lucene..",
                "io.javalin..",
                "java.net.http..")
            .because("decisions and values see no Kafka, store, index or HTTP"),
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "io.chatlog.processor.search..", "io.chatlog.processor.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.lucene..", "org.rocksdb..")
            .because("only store and search know what state is made of"),
        noClasses()
            .that()
            .resideOutsideOfPackage("io.chatlog.standalone.broker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("kafka..", "org.apache.kafka.server..", "scala..")
            .because("the broker's own classes are no API"),
        noClasses()
            .that()
            .resideInAnyPackage("io.chatlog.processor..", "io.chatlog.query..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.chatlog.ingest.."),
        noClasses()
            .that()
            .resideInAnyPackage("io.chatlog.ingest..", "io.chatlog.query..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.chatlog.processor..")
            .because("reads go through the ports of views"),
        noClasses()
            .that()
            .resideInAPackage("io.chatlog.processor.fold..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(java.util.Random.class, java.util.UUID.class)
            .because("replaying the log must decide the same"),
        noClasses().should().callMethod(Thread.class, "sleep", long.class),
        classes()
            .should()
            .haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl|Service)$")
            .because("names say what a class knows"),
        slices().matching("io.chatlog.processor.(*)..").should().beFreeOfCycles(),
        slices().matching("io.chatlog.query.(*)..").should().beFreeOfCycles(),
        slices().matching("io.chatlog.ingest.(*)..").should().beFreeOfCycles(),
        slices().matching("io.chatlog.keeper.(*)..").should().beFreeOfCycles());
  }

  @ParameterizedTest
  @MethodSource("walls")
  void theWallsStand(ArchRule wall) {
    wall.check(CODE);
  }

  @Test
  void everyModuleIsLookedAt() {
    for (String module : MODULES) {
      assertThat(Files.isDirectory(classesOf(module))).as(module).isTrue();
    }
    assertThat(CODE.size()).isGreaterThan(200);
  }
}
