package io.chatlog.http.problem;

import io.chatlog.error.ErrorCode;

/** The reference page of the error catalogue, generated from {@link ErrorCode}. */
public final class ErrorReference {
  private ErrorReference() {}

  /** The page in Markdown: one row for each code, in the order of the catalogue. */
  public static String markdown() {
    var page = new StringBuilder();
    page.append(
        """
        # Errors

        <!-- Generated from ErrorCode; a test holds this page equal to it. -->

        Every error is an RFC 9457 problem (`application/problem+json`) with one of these codes, or
        the `code` of an item in the answer to a batch, or of a record in `chatlog.rejections`. A
        retryable one may succeed later with the same request; `Retry-After` says when to try.

        | code | status | retryable | what happened | what to do |
        |---|---|---|---|---|
        """);
    for (ErrorCode code : ErrorCode.values()) {
      page.append("| `")
          .append(code.wireName())
          .append("` | ")
          .append(code.status())
          .append(" | ")
          .append(code.retryable() ? "yes" : "no")
          .append(" | ")
          .append(code.title())
          .append(" | ")
          .append(code.advice())
          .append(" |\n");
    }
    return page.toString();
  }
}
