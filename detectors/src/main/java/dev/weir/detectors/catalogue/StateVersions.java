package dev.weir.detectors.catalogue;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.weir.detectors.ModelState;
import dev.weir.detectors.NewerStateException;
import dev.weir.detectors.StateReader;
import dev.weir.detectors.alertpolicy.AlertPolicyDetector;
import dev.weir.detectors.mahalanobis.CalendarReference;
import dev.weir.detectors.preparation.Prepared;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Lists the newest version of each detector's state that this build reads. */
public final class StateVersions {

  private static final Map<String, Integer> NEWEST =
      Stream.concat(
              Detectors.defaults().stream()
                  .map(detector -> Map.entry(detector.name(), detector.stateVersion())),
              Stream.of(Map.entry(CalendarReference.STATE_NAME, CalendarReference.STATE_VERSION)))
          .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private StateVersions() {}

  /**
   * Refuses state that a newer build wrote, also where it is of no use here: it must not be
   * overwritten.
   *
   * @param others names of detectors that are read but not in {@link Detectors#defaults}
   * @throws NewerStateException if its version is newer, or its detector is not known
   */
  public static void refuseNewer(ModelState state, Set<String> others) {
    for (String wrapper : Set.of(AlertPolicyDetector.STATE_PREFIX, Prepared.STATE_PREFIX)) {
      if (state.detector().startsWith(wrapper)) {
        boolean isBudgeted = wrapper.equals(AlertPolicyDetector.STATE_PREFIX);
        refuse(state, isBudgeted ? AlertPolicyDetector.newestVersion() : 1);
        StateReader in = new StateReader(state.bytes());
        refuseNewer(new ModelState(in.getText(), in.getInt(), in.getBytes()), others);
        return;
      }
    }
    Integer newest = NEWEST.get(state.detector());
    if (newest != null) {
      refuse(state, newest);
    } else if (!others.contains(state.detector())) {
      throw new NewerStateException(
          "it holds state of detector '%s' version %d, and this build does not know that detector"
              .formatted(state.detector(), state.version()));
    }
  }

  private static void refuse(ModelState state, int newest) {
    if (state.version() > newest) {
      throw new NewerStateException(
          "it holds state of detector '%s' version %d, and this build reads up to version %d"
              .formatted(state.detector(), state.version(), newest));
    }
  }
}
