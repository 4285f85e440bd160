package dev.weir.app.http.routing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A request as a handler sees it, decoded.
 *
 * @param path the values of the parameters in the path of the route, by name
 * @param query the values of the parameters behind the question mark, by name, in their order
 * @param exchange its headers and its body
 */
public record Request(
    Map<String, String> path, Map<String, List<String>> query, Exchange exchange) {

  public Request {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
  }

  /**
   * The value of a parameter in the path.
   *
   * @throws IllegalArgumentException if the route has no such parameter
   */
  public String path(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no parameter {" + name + "}");
    }
    return value;
  }

  /** The value of a header, whatever the case of its name; empty if the request has none. */
  public Optional<String> header(String name) {
    return exchange.header(name);
  }

  /**
   * Reads the body. To be called at most once, before the handler returns.
   *
   * @param most bytes; a longer body fails with {@link Exchange.BodyTooLargeException}
   */
  public CompletionStage<byte[]> body(int most) {
    return exchange.body(most);
  }

  /** The first value of a query parameter; empty if the request does not have it. */
  public Optional<String> query(String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst();
  }
}
