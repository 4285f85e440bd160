package dev.weir.app.recommend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Derives advice from measurements by the rules of {@link UseCase}, and from nothing else. */
final class Advisor {

  /** With fewer events, a difference between detectors may be chance. */
  static final int FEWEST_EVENTS = 5;

  /** Figures of time and memory that differ by less are equal. */
  private static final double NOISE = 1.15;

  private final List<Measured> measured;

  Advisor(List<Measured> measured) {
    this.measured = List.copyOf(measured);
  }

  /** Why there is no advice; empty if there is. */
  Optional<String> lacking(int events) {
    if (measured.isEmpty()) {
      return Optional.of("not enough evidence: nothing was measured to its end");
    }
    if (events < FEWEST_EVENTS) {
      return Optional.of(
          "not enough evidence: the data has %d anomalous events, and %d are needed"
              .formatted(events, FEWEST_EVENTS));
    }
    return measured.stream().allMatch(one -> one.f1().low() <= 0)
        ? Optional.of(
            "not enough evidence: of no detector it is certain that it finds any of the events")
        : Optional.empty();
  }

  /** One for each use, if nothing is {@linkplain #lacking lacking}. */
  List<Advice> advice() {
    List<Advice> advice = new ArrayList<>();
    for (UseCase use : UseCase.values()) {
      advice.add(of(use));
    }
    return advice;
  }

  private Advice of(UseCase use) {
    Measured chosen = choose(use, measured);
    List<Measured> others = measured.stream().filter(one -> !one.equals(chosen)).toList();
    Optional<Measured> runnerUp =
        others.isEmpty() ? Optional.empty() : Optional.of(choose(use, others));
    return new Advice(
        use,
        chosen,
        reason(use, chosen),
        tradeOffs(chosen),
        runnerUp,
        runnerUp.map(other -> other.f1().overlaps(chosen.f1())).orElse(false));
  }

  private static Measured choose(UseCase use, List<Measured> from) {
    List<Measured> finding = finding(from);
    return switch (use) {
      case HIGH_ACCURACY -> highest(finding, one -> one.f1().low());
      case HIGH_THROUGHPUT -> {
        List<Measured> good = asGood(finding);
        double most = most(good, one -> one.speed().recordsPerSecond());
        yield best(keep(good, one -> !isBetter(most, one.speed().recordsPerSecond())));
      }
      case RESOURCE_CONSTRAINED -> {
        List<Measured> good = asGood(finding);
        double fewest = -most(good, one -> -heap(one));
        yield best(keep(good, one -> !isBetter(heap(one), fewest)));
      }
      case BALANCED -> highest(finding, one -> -ranks(one, finding));
    };
  }

  /** Those of which it is certain that they find events; all if there is none. */
  private static List<Measured> finding(List<Measured> from) {
    List<Measured> finding = keep(from, one -> one.f1().low() > 0);
    return finding.isEmpty() ? from : finding;
  }

  /** Those whose interval overlaps that of the best. */
  private static List<Measured> asGood(List<Measured> from) {
    Measured best = best(from);
    return keep(from, one -> one.f1().overlaps(best.f1()));
  }

  private static Measured best(List<Measured> from) {
    return highest(from, one -> one.f1().value());
  }

  private static List<Measured> keep(List<Measured> from, Predicate<Measured> which) {
    return from.stream().filter(which).toList();
  }

  private static double most(List<Measured> from, ToDoubleFunction<Measured> figure) {
    return from.stream().mapToDouble(figure).max().orElseThrow();
  }

  /** That with the most; of equal ones that with the higher F1, then the one that came first. */
  private static Measured highest(List<Measured> from, ToDoubleFunction<Measured> figure) {
    Measured highest = from.getFirst();
    for (Measured one : from) {
      double more = figure.applyAsDouble(one) - figure.applyAsDouble(highest);
      if (more > 0 || (more == 0 && one.f1().value() > highest.f1().value())) {
        highest = one;
      }
    }
    return highest;
  }

  private static double heap(Measured one) {
    return (double) one.memory().heap();
  }

  /** Whether a figure of time or memory is larger by more than measuring it again would change. */
  private static boolean isBetter(double larger, double smaller) {
    return larger > NOISE * smaller;
  }

  /** How many are better in F1, speed and memory, each counted. */
  static int ranks(Measured one, List<Measured> among) {
    int better = 0;
    for (Measured other : among) {
      better += other.f1().value() > one.f1().value() ? 1 : 0;
      better += isBetter(other.speed().recordsPerSecond(), one.speed().recordsPerSecond()) ? 1 : 0;
      better += isBetter(heap(one), heap(other)) ? 1 : 0;
    }
    return better;
  }

  private String reason(UseCase use, Measured chosen) {
    return "%s: F1 %.2f (%.2f to %.2f), %,.0f records/s a core, %,d bytes a series"
        .formatted(
            use.rule(),
            chosen.f1().value(),
            chosen.f1().low(),
            chosen.f1().high(),
            chosen.speed().recordsPerSecond(),
            chosen.memory().heap());
  }

  private String tradeOffs(Measured chosen) {
    List<String> better = new ArrayList<>();
    Measured best = best(measured);
    Measured fastest = highest(measured, one -> one.speed().recordsPerSecond());
    Measured smallest = highest(measured, one -> -heap(one));
    if (best.f1().value() > chosen.f1().value()) {
      better.add("%s has F1 %.2f".formatted(best.candidate().name(), best.f1().value()));
    }
    if (isBetter(fastest.speed().recordsPerSecond(), chosen.speed().recordsPerSecond())) {
      better.add(
          "%s is %.1f times as fast"
              .formatted(
                  fastest.candidate().name(),
                  fastest.speed().recordsPerSecond() / chosen.speed().recordsPerSecond()));
    }
    if (isBetter(heap(chosen), heap(smallest))) {
      better.add(
          "%s takes %,d bytes a series"
              .formatted(smallest.candidate().name(), smallest.memory().heap()));
    }
    return better.isEmpty()
        ? "nothing measured is better in any respect"
        : String.join("; ", better);
  }
}
