package dev.weir.detectors.preparation;

import dev.weir.detectors.Detector;
import dev.weir.detectors.FittedModel;
import dev.weir.detectors.Identity;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.ModelState;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.StateWriter;
import dev.weir.detectors.preparation.Missing.StandIn;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A detector whose data follows {@link DataRules}: they make what it judges of what is measured.
 *
 * <p>What it expects, its band and what is asked of it beside that are about what it judges: for a
 * counter, the increase.
 *
 * <p>The rules for late records, missing values and skew may change at any time. If the meaning of
 * the values or the time zone changes, or if there were no rules before, the series relearns.
 *
 * <p>Cost: each record comes by itself to the model, which saves nothing by blocks then. A late
 * record that is judged costs an allocation. 800 bytes a series, and 40 a feature.
 *
 * @param detector not a prepared one itself
 */
public record Prepared(Detector detector, DataRules rules) implements Detector {

  /** Begins the name of the state of a prepared model. */
  public static final String STATE_PREFIX = "prepared ";

  private static final int VERSION = 1;
  private static final long BYTES = 800;
  private static final long FEATURE_BYTES = 40;

  /** The detector itself, if data is what it seems. */
  public static Detector of(Detector detector, DataRules rules) {
    return rules.isNone() ? detector : new Prepared(detector, rules);
  }

  @Override
  public Identity identity() {
    return Identity.of("Prepared")
        .with("detector", detector.identity())
        .with("rules", rules.identity());
  }

  @Override
  public boolean judgesIncomplete() {
    return rules.missing().standIn() != StandIn.UNSCORABLE && detector.judgesIncomplete();
  }

  @Override
  public String name() {
    return detector.name();
  }

  @Override
  public String learning() {
    return learning(detector.learning());
  }

  @Override
  public List<String> restorable() {
    return detector.restorable().stream().map(this::learning).toList();
  }

  private String learning(String ofDetector) {
    return STATE_PREFIX + rules.valuesAre().identity() + ' ' + rules.timeZone() + ' ' + ofDetector;
  }

  @Override
  public int stateVersion() {
    return VERSION;
  }

  @Override
  public String judges(String feature) {
    return rules.valuesAre().of(detector.judges(feature));
  }

  @Override
  public Model newModel(ModelSetup setup) {
    return model(setup, detector.newModel(setup), new Preparation(rules, setup.features()));
  }

  @Override
  public Model restore(ModelSetup setup, ModelState state) {
    StateReader in = state.read(STATE_PREFIX + name(), VERSION);
    String inner = in.getText();
    int version = in.getInt(0, Integer.MAX_VALUE);
    ByteBuffer bytes = in.getBytes();
    Preparation preparation = new Preparation(rules, setup.features());
    preparation.read(in);
    in.expectEnd();
    return model(
        setup, detector.restore(setup, new ModelState(inner, version, bytes)), preparation);
  }

  private Model model(ModelSetup setup, Model judge, Preparation preparation) {
    PreparedModel.Parts parts =
        new PreparedModel.Parts(preparation, rules.lateness().late(), name(), setup.features());
    return judge instanceof FittedModel fitted
        ? new PreparedFittedModel(fitted, parts)
        : new PreparedModel(judge, parts);
  }

  static ModelState state(String name, ModelState inner, Preparation preparation) {
    StateWriter out = new StateWriter(inner.bytes().remaining() + (int) BYTES);
    out.putText(inner.detector()).putInt(inner.version()).putBytes(inner.bytes());
    preparation.write(out);
    return new ModelState(STATE_PREFIX + name, VERSION, out.written());
  }

  @Override
  public long bytesPerModel(ModelSetup setup) {
    return detector.bytesPerModel(setup) + BYTES + FEATURE_BYTES * setup.features();
  }
}
