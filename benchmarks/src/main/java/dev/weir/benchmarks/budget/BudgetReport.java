package dev.weir.benchmarks.budget;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Run;
import dev.weir.detectors.Scores;
import dev.weir.detectors.alertpolicy.AlertBudget;
import dev.weir.detectors.alertpolicy.AlertFilter;
import dev.weir.detectors.alertpolicy.AlertPolicyDetector;
import dev.weir.detectors.auto.Auto;
import dev.weir.detectors.incident.Incident;
import dev.weir.detectors.incident.IncidentRule;
import dev.weir.detectors.incident.Transition;
import dev.weir.detectors.zscore.ZScore;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Alerts against alert budgets. Argument: how many series of 10,000 records each, over all kinds
 * together. Seeds are fixed: the same tables everywhere.
 */
public final class BudgetReport {

  private static final List<Detector> DETECTORS = List.of(Auto.DEFAULT, ZScore.DEFAULT);
  private static final List<String> BUDGETS = List.of("1 per day", "0.1%");
  private static final List<Quiet> KINDS = List.of(Quiet.values());
  private static final int RECORDS = 10_000;
  private static final int MOVES = 10_000;
  private static final int MOVED_RECORDS = 20_000;

  /** Stretches after a change, in records. */
  private static final int[] AFTER = {0, 500, 1_000, 2_000, 4_000, 10_000};

  private BudgetReport() {}

  public static void main(String[] args) {
    int series = Math.max(1, Integer.parseInt(args.length > 0 ? args[0] : "1000"));
    int each = Math.max(1, series / KINDS.size());
    System.out.printf(
        Locale.ROOT,
        "alerts as parts of what the budget allows; %,d series of %,d records each%n%n",
        each * KINDS.size(),
        RECORDS);
    System.out.println("| detector | budget | " + head() + " | all |");
    System.out.println("|---|---|" + "---|".repeat(KINDS.size() + 1));
    for (Detector detector : DETECTORS) {
      BUDGETS.forEach(budget -> stationary(detector, budget, each));
    }
    System.out.printf(
        Locale.ROOT,
        "%nthe same after the level moved by 3 sd at record %,d; %d series of a kind%n%n",
        MOVES,
        Math.max(1, each / 4));
    System.out.println(
        "| detector | budget | records 0 to 500 | to 1,000 | to 2,000 | to 4,000 |"
            + " to 10,000 |\n|---|---|---|---|---|---|---|");
    for (Detector detector : DETECTORS) {
      BUDGETS.forEach(budget -> moved(detector, budget, Math.max(1, each / 4)));
    }
  }

  private static String head() {
    StringBuilder head = new StringBuilder();
    for (Quiet kind : KINDS) {
      head.append(head.isEmpty() ? "" : " | ").append(kind.name().toLowerCase(Locale.ROOT));
    }
    return head.toString();
  }

  private static void stationary(Detector detector, String budget, int each) {
    StringBuilder line = new StringBuilder();
    double sum = 0;
    double allowed = allowed(budget, RECORDS) * each;
    for (Quiet kind : KINDS) {
      long opened =
          IntStream.range(0, each)
              .parallel()
              .mapToLong(
                  i -> count(opened(tuned(detector, budget), kind, i, RECORDS, -1), 0, RECORDS))
              .sum();
      sum += opened / allowed;
      line.append(" | ").append(two(opened / allowed));
    }
    System.out.printf(
        "| %s | %s%s | %s |%n", detector.name(), budget, line, two(sum / KINDS.size()));
  }

  private static void moved(Detector detector, String budget, int each) {
    boolean[][] opened =
        IntStream.range(0, each * KINDS.size())
            .parallel()
            .mapToObj(i ->
                opened(
                    tuned(detector, budget), KINDS.get(i % KINDS.size()), i, MOVED_RECORDS, MOVES))
            .toArray(boolean[][]::new);
    StringBuilder line = new StringBuilder();
    for (int k = 1; k < AFTER.length; k++) {
      long alerts = 0;
      for (boolean[] one : opened) {
        alerts += count(one, MOVES + AFTER[k - 1], MOVES + AFTER[k]);
      }
      double allowed = allowed(budget, AFTER[k] - AFTER[k - 1]) * opened.length;
      line.append(" | ").append(two(alerts / allowed));
    }
    System.out.printf("| %s | %s%s |%n", detector.name(), budget, line);
  }

  private static Detector tuned(Detector detector, String budget) {
    return AlertPolicyDetector.of(detector, AlertBudget.about(budget), AlertFilter.NONE);
  }

  private static double allowed(String budget, int records) {
    return budget.equals("0.1%") ? 0.001 * records : records / 1440.0;
  }

  private static String two(double value) {
    return "%.2f".formatted(value);
  }

  private static long count(boolean[] opened, int from, int to) {
    return IntStream.range(from, to).filter(i -> opened[i]).count();
  }

  /** At which records an incident opened. */
  private static boolean[] opened(Detector detector, Quiet kind, int seed, int records, int moves) {
    Rows rows = kind.rows(seed, records, moves);
    Scores scores = new Scores();
    scores.fit(rows);
    Model model = detector.newModel(new ModelSetup(1, seed, 256, 50));
    int[] order = IntStream.range(0, records).toArray();
    model.scoreThenLearn(new Run().over(rows, scores, order, 0, records));
    Incident incident = new Incident();
    boolean[] opened = new boolean[records];
    for (int row = 0; row < records; row++) {
      opened[row] =
          scores.outcome(row) == Scores.READY
              && incident.observe(scores.alert(row), IncidentRule.DEFAULT) == Transition.OPENED;
    }
    return opened;
  }
}
