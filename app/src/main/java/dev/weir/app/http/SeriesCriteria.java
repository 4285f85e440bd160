package dev.weir.app.http;

import dev.weir.app.http.routing.BadRequestException;
import dev.weir.app.http.routing.Request;
import dev.weir.engine.query.SeriesSearch.Standing;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which series a client wants to see.
 *
 * @param text part of the key; empty for any key
 * @param standing state of the series; empty for any
 * @param source the only source to search; empty for all, in the order of their names
 * @param from where the search begins
 * @param limit of series in the answer, at least 1
 */
public record SeriesCriteria(
    String text, Optional<Standing> standing, Optional<String> source, Place from, int limit) {

  /**
   * A place in the series of all sources.
   *
   * @param source empty for the first one
   * @param number of the series in its source, from 0
   */
  public record Place(String source, int number) {

    static final Place FIRST = new Place("", 0);

    /** The place as clients get it, and give it back. */
    public String cursor() {
      return number + "." + source;
    }

    private static Place of(String cursor) {
      int dot = cursor.indexOf('.');
      if (dot < 0 || !cursor.substring(0, dot).matches("\\d{1,9}")) {
        throw new BadRequestException("cursor must be one of an earlier answer");
      }
      return new Place(cursor.substring(dot + 1), Integer.parseInt(cursor.substring(0, dot)));
    }
  }

  /**
   * Reads the parameters of a request.
   *
   * @throws BadRequestException if one of them makes no sense
   */
  static SeriesCriteria of(Request request, int limit) {
    return new SeriesCriteria(
        request.query("search").orElse(""),
        request.query("state").map(SeriesCriteria::standing),
        request.query("source"),
        request.query("cursor").map(Place::of).orElse(Place.FIRST),
        limit);
  }

  private static Standing standing(String text) {
    return Arrays.stream(Standing.values())
        .filter(standing -> word(standing).equals(text))
        .findFirst()
        .orElseThrow(() ->
            new BadRequestException(
                "state must be one of "
                    + Arrays.stream(Standing.values())
                        .map(SeriesCriteria::word)
                        .collect(Collectors.joining(", "))));
  }

  private static String word(Standing standing) {
    return standing.name().toLowerCase(Locale.ROOT);
  }
}
