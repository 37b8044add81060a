package io.chatlog.query.http;

import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.param.QueryParameters;
import io.chatlog.query.export.ExportFormat;
import io.chatlog.value.UserId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Everything of a user, streamed. */
final class ExportRoutes implements Routes {
  private final ReadSteps steps;

  ExportRoutes(ReadSteps steps) {
    this.steps = steps;
  }

  @Override
  public void register(RouteTable routes) {
    routes.add(
        HttpMethod.GET, "/v1/users/{user}/export", "export_user", Set.of("format"), this::export);
  }

  private Answer export(Request request) {
    UserId user = PathIds.user(request);
    QueryParameters query = request.query();
    ExportFormat format = query.oneOf("format", ExportFormat.JSON);
    query.throwIfFaulty();
    ExportStream stream =
        ExportStream.begin(steps, user, format, steps.freshness(request), request::admitAgain);
    return ReadSteps.telling(
        stream.first(),
        Answer.stream(200, format.mediaType(), stream::writeTo)
            .header("Content-Disposition", disposition(user, format)));
  }

  /** As RFC 6266 has it: a plain name for every client, the real one for those that know more. */
  static String disposition(UserId user, ExportFormat format) {
    String plain = user.value().replaceAll("[^A-Za-z0-9._-]", "_");
    String real = URLEncoder.encode(user.value(), StandardCharsets.UTF_8).replace("*", "%2A");
    return "attachment; filename=\"chatlog-%s.%s\"; filename*=UTF-8''chatlog-%s.%s"
        .formatted(plain, format.suffix(), real, format.suffix());
  }
}
