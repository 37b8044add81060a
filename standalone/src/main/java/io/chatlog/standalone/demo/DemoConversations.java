package io.chatlog.standalone.demo;

import io.chatlog.standalone.load.InputFile;
import java.io.IOException;
import java.net.URI;
import java.net.URLConnection;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** 170 real conversations, CC BY 4.0; {@code demo/README.md} in this jar says from whom. */
public final class DemoConversations {
  private static final String RESOURCE = "/demo/conversations.jsonl";

  /** A user with one conversation, about a processor that slows down. */
  static final String USER = "satan_";

  static final String SESSION = "ircqa-2008-07-03-train-c-1382";

  /** A user with several conversations, all of them orders of coffee. */
  static final String USER_WITH_SESSIONS = "tm4-0000";

  private DemoConversations() {}

  /** Opens them for loading; to be closed by the caller. */
  public static InputFile open() throws IOException {
    URLConnection resource =
        Objects.requireNonNull(DemoConversations.class.getResource(RESOURCE)).openConnection();
    return InputFile.of(
        resource.getInputStream(), OptionalLong.of(resource.getContentLengthLong()));
  }

  /** What to look at once they are loaded: a session, a search, the statistics of a user. */
  public static List<URI> targets(URI baseUrl) {
    return List.of(
        URI.create(baseUrl + "/v1/users/" + USER + "/sessions/" + SESSION + "/messages"),
        URI.create(baseUrl + "/v1/search?q=wireless+card&limit=3&highlight=true"),
        URI.create(baseUrl + "/v1/users/" + USER_WITH_SESSIONS + "/stats"));
  }
}
