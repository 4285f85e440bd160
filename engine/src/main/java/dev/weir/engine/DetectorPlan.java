package dev.weir.engine;

import dev.weir.detectors.Detector;
import dev.weir.detectors.silence.SilenceRule;
import dev.weir.series.Judge;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which detector judges which series: the first rule whose pattern matches the key. */
public final class DetectorPlan {

  /** A rule made ready: what all its series share. */
  private record Ready(Predicate<String> pattern, Judge judge) {}

  private final List<Rule> rules;
  private final List<Ready> ready;

  public DetectorPlan(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    this.ready =
        this.rules.stream()
            .map(rule -> new Ready(rule.pattern(), Judge.of(rule.detector(), rule.silence())))
            .toList();
  }

  /** One detector for every series. */
  public static DetectorPlan all(Detector detector) {
    return new DetectorPlan(List.of(new Rule("*", detector)));
  }

  public List<Rule> rules() {
    return rules;
  }

  /** Whether any series is watched for silence. */
  public boolean watchesSilence() {
    return rules.stream().anyMatch(rule -> !rule.silence().equals(SilenceRule.OFF));
  }

  /** The detector for a series; empty if no rule matches. */
  public Optional<Detector> detectorFor(String key) {
    return judgeFor(key).detector();
  }

  /** The detector of a series with its configuration hash: one object for all series of a rule. */
  Judge judgeFor(String key) {
    for (Ready rule : ready) {
      if (rule.pattern().test(key)) {
        return rule.judge();
      }
    }
    return Judge.NONE;
  }

  /**
   * Holds one line of the plan.
   *
   * @param match a pattern for the whole key, in which {@code *} stands for any text
   * @param silence how long a series may have no record
   */
  public record Rule(String match, Detector detector, SilenceRule silence) {

    /** One whose series may be silent. */
    public Rule(String match, Detector detector) {
      this(match, detector, SilenceRule.OFF);
    }

    Predicate<String> pattern() {
      String[] parts = match.split("\\*", -1);
      StringBuilder regex = new StringBuilder();
      for (int i = 0; i < parts.length; i++) {
        regex.append(i == 0 ? "" : ".*").append(Pattern.quote(parts[i]));
      }
      return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
    }
  }
}
