package io.chatlog.http;

/** The methods that routes have. */
public enum HttpMethod {
  GET,
  HEAD,
  POST,
  PUT,
  PATCH,
  DELETE
}
