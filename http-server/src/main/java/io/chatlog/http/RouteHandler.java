package io.chatlog.http;

/** What is done for a request of one route. */
@FunctionalInterface
public interface RouteHandler {
  /**
   * Answers the request. Runs on a virtual thread and may block; called by many threads at once.
   *
   * @throws io.chatlog.http.problem.ProblemException to answer a problem
   * @throws Exception anything else is a fault of the server: logged, and answered as 500 {@code
   *     internal} without a word of it
   */
  Answer handle(Request request) throws Exception;
}
