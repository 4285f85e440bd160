package dev.weir.app.http.routing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the path of a route with the path of a request segment by segment. */
public final class PathPattern {

  private final String[] segments;

  public PathPattern(String path) {
    this.segments = path.split("/", -1);
  }

  /**
   * The values of the parameters if the path matches; empty if it does not.
   *
   * @param path as it was sent: percent-encoded, without the query
   * @throws BadRequestException if a parameter is not percent-encoded UTF-8
   */
  Optional<Map<String, String>> match(String path) {
    String[] given = path.split("/", -1);
    if (given.length != segments.length) {
      return Optional.empty();
    }
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < given.length; i++) {
      if (isParameter(segments[i]) && !given[i].isEmpty()) {
        parameters.put(name(segments[i]), PercentEncoding.decode(given[i]));
      } else if (!segments[i].equals(given[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }

  /** The names of the parameters, in their order. */
  public List<String> parameters() {
    return Arrays.stream(segments).filter(PathPattern::isParameter).map(PathPattern::name).toList();
  }

  private static String name(String parameter) {
    return parameter.substring(1, parameter.length() - 1);
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }
}
