package dev.weir.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The other side of the equation: how many of the records read are accounted for. */
final class Balance {

  private static final List<String> TERMS =
      List.of(
          "scored",
          "warming",
          "unscorable",
          "dead_lettered",
          "rejected",
          "late_dropped",
          "duplicates");

  private Balance() {}

  static long of(JsonNode status) {
    return TERMS.stream().mapToLong(term -> status.at("/records/" + term).asLong(-1)).sum();
  }
}
