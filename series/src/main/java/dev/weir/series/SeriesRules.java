package dev.weir.series;

import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.drift.CheckOutcome;
import dev.weir.detectors.drift.DriftMemory;
import dev.weir.detectors.drift.DriftTest;
import dev.weir.detectors.incident.IncidentRule;
import dev.weir.series.drift.CheckResult;
import dev.weir.series.drift.DriftAction;
import java.util.Optional;

/**
 * The record numbers at which a series is fitted, checked or quarantined. Records are counted per
 * series, from 1, and only those that were learned; batches, workers and clocks have no effect.
 *
 * <p>A fit is made on the records up to number s and scores from record s + lag on; the first,
 * after {@code fitAfter} records, scores from the next record on. A drift check compares the last
 * window at record s and takes effect just before record s + lag.
 *
 * @param fitAfter after how many records a fitted model gets its first fit
 * @param refitEvery at which multiples it is fitted again
 * @param refitLag records between the input of a fit or check and its effect, at least 1
 * @param drift the test; empty if no series is checked
 * @param incidents when an incident opens and is resolved
 * @param quarantineAfter how many poison records a series may have
 * @param comparison how a window is compared with what is known; {@link DriftTest#check} in service
 */
public record SeriesRules(
    int fitAfter,
    int refitEvery,
    int refitLag,
    Optional<DriftTest> drift,
    DriftAction driftAction,
    IncidentRule incidents,
    int quarantineAfter,
    Comparison comparison) {

  /** Compares a window of a series with what its drift test knows. Pure; may throw. */
  @FunctionalInterface
  public interface Comparison {
    CheckOutcome compare(DriftTest test, Optional<DriftMemory> memory, double[] rows, int features);
  }

  private static final Comparison BY_THE_TEST = DriftTest::check;

  /** The rules that a service has by default. */
  public static final SeriesRules DEFAULT =
      new SeriesRules(
          256,
          1_000,
          500,
          Optional.of(new DriftTest(DriftTest.Kind.KS, 500, 0.1)),
          DriftAction.RETRAIN,
          IncidentRule.DEFAULT,
          3);

  /** Rules whose windows are compared by {@link DriftTest#check}. */
  public SeriesRules(
      int fitAfter,
      int refitEvery,
      int refitLag,
      Optional<DriftTest> drift,
      DriftAction driftAction,
      IncidentRule incidents,
      int quarantineAfter) {
    this(
        fitAfter,
        refitEvery,
        refitLag,
        drift,
        driftAction,
        incidents,
        quarantineAfter,
        BY_THE_TEST);
  }

  public SeriesRules {
    atLeastOne("fitAfter", fitAfter);
    atLeastOne("refitEvery", refitEvery);
    atLeastOne("refitLag", refitLag);
    atLeastOne("quarantineAfter", quarantineAfter);
  }

  private static void atLeastOne(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s must be at least 1, was %d".formatted(what, value));
    }
  }

  /** The set-up of the model of a series. */
  public ModelSetup setup(Series series) {
    return setup(series.features().size(), series.seed());
  }

  /** The set-up of a model with this many features. */
  public ModelSetup setup(int features, long seed) {
    return new ModelSetup(features, seed, fitAfter, refitLag);
  }

  /** Whether a fit is due once so many records are learnt. */
  public boolean fitDue(long learnt) {
    return learnt == fitAfter || (learnt > fitAfter && learnt % refitEvery == 0);
  }

  /** The next number of learnt records, above {@code pointsLearned}, at which a fit is due. */
  public long nextFitDue(long learnt) {
    return learnt < fitAfter ? fitAfter : (learnt / refitEvery + 1) * refitEvery;
  }

  /** The record before which the fit on the records up to {@code at} takes effect. */
  public long fitEffect(long at) {
    return at == fitAfter ? at + 1 : at + Math.min(refitLag, refitEvery);
  }

  /** The record before which a check of the window that ends at {@code at} takes effect. */
  public long checkEffect(long at, DriftTest test) {
    return at + Math.min(refitLag, test.every());
  }

  /**
   * Compares a window with what the drift test knows of its series. A test that throws is rejected:
   * what was known stays, and the window is dropped.
   *
   * @param memory empty if the window is the first
   * @param rows the window, row by row
   * @throws java.util.NoSuchElementException if these rules have no drift test
   */
  public CheckResult check(Optional<DriftMemory> memory, double[] rows, int features) {
    DriftTest test = drift.orElseThrow();
    try {
      return new CheckResult.Done(comparison.compare(test, memory, rows, features));
    } catch (RuntimeException e) {
      return new CheckResult.Rejected(String.valueOf(e));
    }
  }

  /**
   * The text that is saved with the model of a series: a hash of the learning parameters of its
   * detector, and the record numbers that schedule fits.
   */
  public String modelConfig(Series series) {
    return series.learning() + '/' + fitAfter + '/' + refitEvery + '/' + refitLag;
  }

  /**
   * Whether the model of a series goes on from one that was saved under this {@link #modelConfig}.
   * It does with other judging parameters, with an alert budget added or removed, and with another
   * refit cadence; not where the first fit of a fitted model comes at another record.
   */
  public boolean restores(Series series, String modelConfig) {
    String[] parts = modelConfig.split("/", -1);
    return parts.length == 4
        && series.restores(parts[0])
        && (!series.isFitted() || parts[1].equals(Integer.toString(fitAfter)));
  }

  /**
   * The settings that a saved state of drift checks depends on; empty if there are no checks. The
   * names of the tests are literals, so that a renamed constant keeps the state.
   */
  public String driftConfig() {
    return drift
        .map(test -> {
          String common = test.every() + "/" + refitLag;
          return switch (test.kind()) {
            case KS -> common;
            case PAGE_HINKLEY -> "PAGE_HINKLEY/" + common + '/' + test.falseDrifts();
            case ADWIN -> "ADWIN/" + common;
            case MULTIVARIATE -> "MULTIVARIATE/" + common;
          };
        })
        .orElse("");
  }
}
