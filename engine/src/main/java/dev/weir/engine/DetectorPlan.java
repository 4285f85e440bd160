package dev.weir.engine;

import dev.weir.detectors.Detector;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which detector judges which series: the first rule whose pattern matches the key. */
public final class DetectorPlan {

  private final List<Rule> rules;

  public DetectorPlan(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** One detector for every series. */
  public static DetectorPlan all(Detector detector) {
    return new DetectorPlan(List.of(new Rule("*", detector)));
  }

  public List<Rule> rules() {
    return rules;
  }

  /** The detector for a series; empty if no rule matches. */
  public Optional<Detector> detectorFor(String key) {
    return rules.stream().filter(rule -> rule.matches(key)).map(Rule::detector).findFirst();
  }

  /**
   * One line of the plan.
   *
   * @param match a pattern for the whole key, in which {@code *} stands for any text
   */
  public record Rule(String match, Detector detector) {

    boolean matches(String key) {
      String[] parts = match.split("\\*", -1);
      StringBuilder regex = new StringBuilder();
      for (int i = 0; i < parts.length; i++) {
        regex.append(i == 0 ? "" : ".*").append(Pattern.quote(parts[i]));
      }
      return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(key).matches();
    }
  }
}
