package dev.weir.app.recommend;

/** The uses for which a candidate is recommended. */
enum UseCase {
  HIGH_THROUGHPUT("speed", "the fastest of those whose F1 may be as good as the best"),
  HIGH_ACCURACY("quality", "the best lower bound of F1"),
  RESOURCE_CONSTRAINED(
      "memory", "the fewest bytes a series of those whose F1 may be as good as the best"),
  BALANCED(
      "balance", "the smallest sum of the ranks in F1, speed and memory of those that find events");

  private final String priority;
  private final String rule;

  UseCase(String priority, String rule) {
    this.priority = priority;
    this.rule = rule;
  }

  /** The quantity that counts first, in a word. */
  String priority() {
    return priority;
  }

  /** How the candidate is chosen. */
  String rule() {
    return rule;
  }
}
