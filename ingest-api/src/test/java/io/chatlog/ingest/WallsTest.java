package io.chatlog.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WallsTest {
  private static final String[] HTTP_LIBRARIES = {
    "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..", "com.fasterxml.jackson.."
  };
  private final JavaClasses ingest = new ClassFileImporter().importPath(Path.of("target/classes"));

  @Test
  void onlyHttpSeesHttpAndJson() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.chatlog.ingest.http..", "io.chatlog.ingest.app..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.chatlog.http..", "io.javalin..", "com.fasterxml.jackson..")
        .check(ingest);
    noClasses()
        .that()
        .resideInAPackage("io.chatlog.ingest.app..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(HTTP_LIBRARIES)
        .check(ingest);
  }

  @Test
  void acceptIsPure() {
    classes()
        .that()
        .resideInAPackage("io.chatlog.ingest.accept..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.chatlog.ingest.accept..",
            "io.chatlog.event..",
            "io.chatlog.value..",
            "io.chatlog.view", // what a fork copies
            "io.chatlog.error..",
            "org.jspecify..",
            "java..")
        .check(ingest);
  }

  @Test
  void onlyPublishAndAppSeeKafka() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.chatlog.ingest.publish..", "io.chatlog.ingest.app..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "org.apache.avro..")
        .check(ingest);
  }

  @Test
  void nobodyReachesUp() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.chatlog.ingest.app..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.chatlog.ingest.app..")
        .check(ingest);
    noClasses()
        .that()
        .resideInAPackage("io.chatlog.ingest.publish..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.chatlog.ingest.accept..",
            "io.chatlog.ingest.admission..",
            "io.chatlog.ingest.http..",
            "io.chatlog.view..")
        .check(ingest);
  }
}
