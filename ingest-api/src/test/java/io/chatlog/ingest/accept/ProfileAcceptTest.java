package io.chatlog.ingest.accept;

import static io.chatlog.ingest.accept.MessageAcceptTest.accepted;
import static io.chatlog.ingest.accept.MessageAcceptTest.faults;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Payload;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.ingest.fake.CountingIds;
import io.chatlog.ingest.fake.SteppingClock;
import io.chatlog.value.PlainPassword;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileAcceptTest {
  private static final UserId ANN = new UserId("ann");
  private static final WriteContext USER = new WriteContext(RouteKind.CREATE_USER, null, null, 0);
  private static final WriteContext SESSION =
      new WriteContext(RouteKind.CREATE_SESSION, null, null, 0);

  private final Acceptor acceptor =
      new Acceptor(WriteLimits.defaults(), new CountingIds(), new SteppingClock());

  @Test
  void aUserMayHaveNothingAtAll() {
    CreateUser create =
        (CreateUser)
            accepted(
                    acceptor.user(
                        new UserFields(null, null, null, null, null, null, null, null), USER))
                .payload();
    assertThat(create).isEqualTo(CreateUser.bare());
  }

  @Test
  void aUserKeepsItsNickname() {
    UserFields fields =
        new UserFields("nick|away[`]", "N", "n", "n@x.y", "op", "{}", "{\"a\":1}", null);
    var event = accepted(acceptor.user(fields, USER));
    assertThat(event.owner().value()).isEqualTo("nick|away[`]");
    assertThat(event.payload())
        .isEqualTo(new CreateUser("N", "n", "n@x.y", "op", "{}", "{\"a\":1}", null, null));
  }

  @Test
  void aPasswordThatIsTooShortIsRefused() {
    assertThat(
            faults(
                acceptor.user(
                    new UserFields(
                        null, null, null, null, null, null, null, new PlainPassword("short")),
                    USER)))
        .containsExactly(Tuple.tuple("/password", ErrorCode.INVALID_FIELD));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "a@",
        "@b",
        "plain",
        "a b@c",
        "a@b c",
        "a@b\u00a0c",
        "a\u0000@b",
        "a@@b.c",
        "a@b@c",
        "a@.c",
        "a@b.",
        "a@b..c",
        "a@-b.c",
        "a@b-.c",
        "a@b_c.d",
        "a@[127.0.0.1]",
        ".a@b",
        "a.@b",
        "a..b@c",
        "a,b@c",
        "<a@b>",
        "A <a@b>",
        "a@b>",
        "a:b@c",
        "mailto:a@b",
        "\"@b",
        "\"\"@b",
        "\"a\"b@c",
        "a@b,c@d",
        "a\u200b@b",
        "a@b\u3002\u3002c",
        "a@b/c"
      })
  void whatIsNoEmailIsRefused(String email) {
    assertThat(faults(acceptor.user(withEmail(email), USER)))
        .containsExactly(Tuple.tuple("/email", ErrorCode.INVALID_FIELD));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b",
        "a.b+c@example.org",
        "\"a@b\"@c",
        "\"a\\\"b\"@c",
        "o'brien!#$%&*/=?^_`{|}~-@b.c",
        "\u00fc@\u00fc.de",
        "\u7528\u6237@\u4f8b\u5b50.\u5e7f\u544a",
        "\u0928\u093f@\u0909\u0926\u093e\u0939\u0930\u0923.\u092d\u093e\u0930\u0924",
        "a\ud83d\ude00@b.c",
        "a@xn--bcher-kva.example",
        "1@2.3",
        "a@b--c.d"
      })
  void anythingLikeAnEmailIsTaken(String email) {
    assertThat(acceptor.user(withEmail(email), USER)).isInstanceOf(Acceptance.Accepted.class);
  }

  @Test
  void aLabelOfADomainIsBounded() {
    String most = "l".repeat(63);
    assertThat(acceptor.user(withEmail("a@" + most + ".de"), USER))
        .isInstanceOf(Acceptance.Accepted.class);
    assertThat(faults(acceptor.user(withEmail("a@" + most + "l.de"), USER)))
        .containsExactly(Tuple.tuple("/email", ErrorCode.INVALID_FIELD));
  }

  @Test
  void profileFieldsAreBounded() {
    String most = "n".repeat(320);
    assertThat(acceptor.user(withName(most), USER)).isInstanceOf(Acceptance.Accepted.class);
    assertThat(faults(acceptor.user(withName(most + "n"), USER)))
        .containsExactly(Tuple.tuple("/name", ErrorCode.INVALID_FIELD));
    assertThat(faults(acceptor.user(withName("a\nb"), USER)))
        .containsExactly(Tuple.tuple("/name", ErrorCode.INVALID_FIELD));
  }

  @Test
  void everyFieldOfASessionReachesTheEvent() {
    SessionFields fields =
        new SessionFields(
            "s1",
            "T",
            "irc",
            "import",
            "archived",
            "sum",
            List.of("a", "b"),
            "{\"x\":1}",
            "ext/1",
            new float[] {1});
    CreateSession create =
        (CreateSession) accepted(acceptor.session(ANN, fields, SESSION)).payload();
    assertThat(create.sessionId().value()).isEqualTo("s1");
    assertThat(create.title()).isEqualTo("T");
    assertThat(create.channel()).isEqualTo("irc");
    assertThat(create.source()).isEqualTo("import");
    assertThat(create.status()).isEqualTo(SessionStatus.ARCHIVED);
    assertThat(create.summary()).isEqualTo("sum");
    assertThat(create.tags()).containsExactly("a", "b");
    assertThat(create.metadataJson()).isEqualTo("{\"x\":1}");
    assertThat(create.externalId()).isEqualTo("ext/1");
    assertThat(create.embedding()).containsExactly(1f);
  }

  @Test
  void aSessionMayHaveNothingAtAll() {
    CreateSession create =
        (CreateSession) accepted(acceptor.session(ANN, titled(null), SESSION)).payload();
    assertThat(create.title()).isNull();
    assertThat(create.tags()).isEmpty();
    assertThat(create.status()).isNull();
  }

  @Test
  void titlesHaveOneTo200Characters() {
    assertThat(acceptor.session(ANN, titled("\ud83d\ude00".repeat(200)), SESSION))
        .isInstanceOf(Acceptance.Accepted.class);
    for (String title : List.of("", " ", "t".repeat(201))) {
      assertThat(faults(acceptor.session(ANN, titled(title), SESSION)))
          .containsExactly(Tuple.tuple("/title", ErrorCode.INVALID_FIELD));
    }
  }

  @Test
  void labelsHaveOneTo50CharactersWithoutControls() {
    assertThat(acceptor.session(ANN, labelled("c".repeat(50)), SESSION))
        .isInstanceOf(Acceptance.Accepted.class);
    for (String label : List.of("", "\u2003", "c".repeat(51), "a\u0000b")) {
      assertThat(faults(acceptor.session(ANN, labelled(label), SESSION)))
          .containsExactly(
              Tuple.tuple("/channel", ErrorCode.INVALID_FIELD),
              Tuple.tuple("/source", ErrorCode.INVALID_FIELD),
              Tuple.tuple("/tags/1", ErrorCode.INVALID_FIELD));
    }
  }

  @Test
  void tagsAreASetOfAtMost100() {
    List<String> most = IntStream.range(0, 100).mapToObj(Integer::toString).toList();
    assertThat(acceptor.session(ANN, tagged(most), SESSION))
        .isInstanceOf(Acceptance.Accepted.class);
    List<String> more = IntStream.range(0, 101).mapToObj(Integer::toString).toList();
    assertThat(faults(acceptor.session(ANN, tagged(more), SESSION)))
        .containsExactly(Tuple.tuple("/tags", ErrorCode.INVALID_FIELD));
    assertThat(acceptor.session(ANN, tagged(List.of("b", "a", "b")), SESSION))
        .isInstanceOfSatisfying(
            Acceptance.Accepted.class,
            accepted ->
                assertThat(((Payload.CreateSession) accepted.event().payload()).tags())
                    .containsExactly("b", "a"));
  }

  @Test
  void aSessionDoesNotBeginDeletedOrUnknown() {
    for (String status : List.of("deleted", "ACTIVE", "")) {
      SessionFields fields =
          new SessionFields(null, null, null, null, status, null, null, null, null, null);
      assertThat(faults(acceptor.session(ANN, fields, SESSION)))
          .containsExactly(Tuple.tuple("/status", ErrorCode.INVALID_FIELD));
    }
  }

  @Test
  void theLargestEventOfTheDefaultsFitsTheTopic() {
    assertThat(WriteLimits.defaults().eventBytesMax()).isBetween(1 << 20, 2 << 20);
  }

  private static UserFields withEmail(String email) {
    return new UserFields(null, null, null, email, null, null, null, null);
  }

  private static UserFields withName(String name) {
    return new UserFields(null, name, null, null, null, null, null, null);
  }

  private static SessionFields titled(String title) {
    return new SessionFields(null, title, null, null, null, null, null, null, null, null);
  }

  private static SessionFields labelled(String label) {
    return new SessionFields(
        null, null, label, label, null, null, List.of("ok", label), null, null, null);
  }

  private static SessionFields tagged(List<String> tags) {
    return new SessionFields(null, null, null, null, null, null, tags, null, null, null);
  }
}
