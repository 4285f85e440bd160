package dev.weir.detectors.alertpolicy;

import dev.weir.detectors.Detector;
import dev.weir.detectors.FittedModel;
import dev.weir.detectors.Identity;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.StateMismatchException;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A detector of which more is asked than it knows itself: an {@link AlertBudget}, {@link
 * AlertFilter}, or both. It judges, and what it says is moved to the level the budget allows; then
 * the gates decide whether that is of interest.
 *
 * <p>Budget and filter are judging parameters: a model goes on when they are added, changed or
 * removed.
 *
 * <p>Cost: for a budget what a {@link dev.weir.detectors.calibration.TailCalibrator} costs, learnt
 * once a record and asked for a level at every 32nd; its memory, 500 bytes a series, and 900 with a
 * budget.
 *
 * @param detector not a tuned one itself
 */
public record AlertPolicyDetector(Detector detector, AlertBudget budget, AlertFilter alertFilter)
    implements Detector {

  /** Begins the name of the state of a model with a budget. */
  public static final String STATE_PREFIX = "budgeted ";

  /** Of the state with a rate; the only one of builds that knew no limits. */
  private static final int RATE_VERSION = 1;

  /** Of the state with a limit. */
  private static final int LIMIT_VERSION = 2;

  private static final long BUDGET_BYTES = 900;
  private static final long GATE_BYTES = 500;

  /** The detector itself, if nothing more is asked of it. */
  public static Detector of(Detector detector, AlertBudget budget, AlertFilter alertFilter) {
    return budget.isNone() && alertFilter.isNone()
        ? detector
        : new AlertPolicyDetector(detector, budget, alertFilter);
  }

  @Override
  public Identity identity() {
    return Identity.of("Tuned")
        .with("detector", detector.identity())
        .with("budget", budget.identity())
        .with("gates", alertFilter.identity());
  }

  @Override
  public boolean judgesIncomplete() {
    return detector.judgesIncomplete();
  }

  @Override
  public String name() {
    return detector.name();
  }

  @Override
  public String learning() {
    return budget.isNone() ? detector.learning() : STATE_PREFIX + detector.learning();
  }

  @Override
  public int stateVersion() {
    return budget.isNone() ? detector.stateVersion() : version(budget);
  }

  @Override
  public Model newModel(ModelSetup setup) {
    return model(
        setup, detector.newModel(setup), budget.isNone() ? null : new AdaptiveThreshold(budget));
  }

  @Override
  public List<String> restorable() {
    return restorable(detector);
  }

  /**
   * The texts of {@link #learning} whose states {@link #restore(Detector, ModelSetup, ModelState)}
   * restores for a detector: those of the detector, with a budget and without.
   */
  public static List<String> restorable(Detector detector) {
    List<String> plain =
        detector instanceof AlertPolicyDetector policy
            ? policy.detector.restorable()
            : detector.restorable();
    return Stream.concat(plain.stream(), plain.stream().map(STATE_PREFIX::concat)).toList();
  }

  /**
   * Restores the model of a detector whose budget was added or removed since it was saved. A budget
   * that was added begins with nothing spent.
   *
   * @throws StateMismatchException as {@link Detector#restore} does
   */
  public static Model restore(Detector detector, ModelSetup setup, ModelState state) {
    boolean wanted = detector instanceof AlertPolicyDetector policy && !policy.budget.isNone();
    return !wanted && isBudgeted(state)
        ? detector.restore(setup, Budgeted.read(state).inner())
        : detector.restore(setup, state);
  }

  @Override
  public Model restore(ModelSetup setup, ModelState state) {
    if (budget.isNone()) {
      return model(setup, detector.restore(setup, state), null);
    }
    AdaptiveThreshold adaptiveThreshold = new AdaptiveThreshold(budget);
    if (!isBudgeted(state)) {
      return model(setup, detector.restore(setup, state), adaptiveThreshold);
    }
    Budgeted saved = Budgeted.read(state);
    adaptiveThreshold.read(saved.rest(), state.version() == RATE_VERSION);
    saved.rest().expectEnd();
    return model(setup, detector.restore(setup, saved.inner()), adaptiveThreshold);
  }

  private static int version(AlertBudget budget) {
    return budget.use() == AlertBudget.Use.ABOUT ? RATE_VERSION : LIMIT_VERSION;
  }

  /** The newest version of the state of a model with a budget. */
  public static int newestVersion() {
    return LIMIT_VERSION;
  }

  private static boolean isBudgeted(ModelState state) {
    return state.detector().startsWith(STATE_PREFIX);
  }

  /** The state of a model with a budget, taken apart; {@code rest} is that of the budget. */
  private record Budgeted(ModelState inner, StateReader rest) {

    static Budgeted read(ModelState state) {
      boolean isRate = state.version() == RATE_VERSION;
      StateReader in = state.read(state.detector(), isRate ? RATE_VERSION : LIMIT_VERSION);
      String inner = in.getText();
      // The model may be another detector's: auto delegates series of several features.
      if (!state.detector().equals(STATE_PREFIX + inner)) {
        throw new StateMismatchException(
            "this is state of detector '%s', not of '%s'"
                .formatted(state.detector(), STATE_PREFIX + inner));
      }
      int version = in.getInt(0, Integer.MAX_VALUE);
      return new Budgeted(new ModelState(inner, version, in.getBytes()), in);
    }
  }

  private Model model(
      ModelSetup setup, Model judge, @Nullable AdaptiveThreshold adaptiveThreshold) {
    AlertPolicyModel.Parts parts =
        new AlertPolicyModel.Parts(alertFilter, setup.features(), adaptiveThreshold);
    return judge instanceof FittedModel fitted
        ? new AlertPolicyFittedModel(fitted, parts)
        : new AlertPolicyModel(judge, parts);
  }

  /** The state of a model with a budget. */
  static ModelState state(ModelState inner, AdaptiveThreshold adaptiveThreshold) {
    StateWriter out = new StateWriter(inner.bytes().remaining() + (int) BUDGET_BYTES);
    out.putText(inner.detector()).putInt(inner.version()).putBytes(inner.bytes());
    adaptiveThreshold.write(out);
    int version = adaptiveThreshold.isRate() ? RATE_VERSION : LIMIT_VERSION;
    return new ModelState(STATE_PREFIX + inner.detector(), version, out.written());
  }

  @Override
  public long bytesPerModel(ModelSetup setup) {
    return detector.bytesPerModel(setup) + GATE_BYTES + (budget.isNone() ? 0 : BUDGET_BYTES);
  }
}
