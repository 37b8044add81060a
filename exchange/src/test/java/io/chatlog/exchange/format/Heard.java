package io.chatlog.exchange.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.exchange.input.InputLimits;
import io.chatlog.exchange.record.Conversation;
import io.chatlog.exchange.record.Counts;
import io.chatlog.exchange.record.Failed;
import io.chatlog.exchange.record.Profile;
import io.chatlog.exchange.record.Records;
import io.chatlog.exchange.record.Skip;
import io.chatlog.exchange.record.Turn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Everything that a reading told, and ways to read. Checks the order of what it is told. */
final class Heard implements Records {
  static final ExportLimits LIMITS =
      new ExportLimits(new InputLimits(64 << 20, 1_000, 200), 1 << 20);

  final List<Conversation> conversations = new ArrayList<>();
  final List<Turn> turns = new ArrayList<>();
  final Map<Skip, Integer> skipped = new EnumMap<>(Skip.class);
  final List<Failed> failed = new ArrayList<>();
  Profile profile;
  private boolean open;

  static Heard read(Format format, String content) throws IOException {
    return read(format, content.getBytes(StandardCharsets.UTF_8));
  }

  static Heard read(Format format, byte[] content) throws IOException {
    return read(format, Branches.MAIN, content);
  }

  static Heard read(Format format, Branches branches, byte[] content) throws IOException {
    Path file = Files.createTempFile("export", "");
    try {
      Files.write(file, content);
      return read(format, branches, file);
    } finally {
      Files.delete(file);
    }
  }

  static Heard read(Format format, Path file) throws IOException {
    return read(format, Branches.MAIN, file);
  }

  static Heard read(Format format, Branches branches, Path file) throws IOException {
    Heard heard = new Heard();
    try (Export export = Export.open(file, format, branches, LIMITS)) {
      Counts counts = export.check();
      export.read(heard);
      assertThat(counts.conversations())
          .as("what was counted is what is read")
          .isEqualTo(heard.conversations.size());
      assertThat(counts.turns()).isEqualTo(heard.turns.size());
      Heard again = new Heard();
      export.read(again);
      assertThat(again.turns).as("a second reading tells the same").isEqualTo(heard.turns);
      assertThat(again.conversations).isEqualTo(heard.conversations);
      assertThat(again.skipped).isEqualTo(heard.skipped);
      assertThat(again.failed).isEqualTo(heard.failed);
    }
    return heard;
  }

  /** A zip archive of names and texts, one after the other. */
  static byte[] zip(String... namesAndTexts) throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int at = 0; at < namesAndTexts.length; at += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[at]));
        zip.write(namesAndTexts[at + 1].getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  static Path resource(String name) {
    return Path.of("src", "test", "resources", "exports", name);
  }

  List<String> contents() {
    return turns.stream().map(Turn::content).toList();
  }

  List<String> roles() {
    return turns.stream().map(turn -> turn.role().wireName()).toList();
  }

  int skips(Skip reason) {
    return skipped.getOrDefault(reason, 0);
  }

  @Override
  public void profile(Profile told) {
    profile = told;
  }

  @Override
  public void begin(Conversation conversation) {
    assertThat(open).as("the conversation before has ended").isFalse();
    open = true;
    conversations.add(conversation);
  }

  @Override
  public void turn(Turn turn) {
    assertThat(open).as("a turn is one of a conversation").isTrue();
    assertThat(turn.content()).isNotBlank();
    turns.add(turn);
  }

  @Override
  public void end() {
    assertThat(open).as("what ends has begun").isTrue();
    open = false;
  }

  @Override
  public void skipped(Skip reason) {
    skipped.merge(reason, 1, Integer::sum);
  }

  @Override
  public void failed(Failed fault) {
    failed.add(fault);
  }
}
