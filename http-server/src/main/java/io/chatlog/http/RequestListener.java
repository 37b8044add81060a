package io.chatlog.http;

/** Is told of every request of a route that was answered. Thread-safe. */
@FunctionalInterface
public interface RequestListener {
  /**
   * A request was answered.
   *
   * @param operation the name of its route
   * @param status of the answer, or of the failure that its body told of in the end
   * @param nanos from the request's headers to the answer's last byte
   */
  void answered(String operation, int status, long nanos);
}
