package dev.weir.app.http.routing;

import java.util.concurrent.CompletionStage;

/**
 * Holds one row of the table of routes.
 *
 * @param role who may use it: {@link Router} checks it before it calls the handler
 * @param path segments behind slashes; {@code {name}} stands for one segment, and is a parameter
 * @param summary one line for the documentation
 */
public record Route(Method method, String path, Role role, String summary, Handler handler) {

  /** Answers the requests of a route, on any thread, without waiting on it. */
  @FunctionalInterface
  public interface Handler {
    CompletionStage<Reply> answer(Request request);
  }

  public Route {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("a path begins with a slash, and this does not: " + path);
    }
  }
}
