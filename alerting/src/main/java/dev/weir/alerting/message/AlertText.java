package dev.weir.alerting.message;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Notice;
import dev.weir.monitoring.Printable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The texts that a message has for one alert. All texts are on one line and printable; none is
 * quoted.
 *
 * @param id of the alert
 * @param shortId its first eight characters, for titles
 * @param series the key of the series, or the component that has a problem
 * @param sentence what is unusual; empty if that is not known
 * @param facts names and values, in the order in which they are shown
 * @param silence the command that mutes the alert for two hours
 * @param link address of the page of the alert; empty if there is none
 */
public record AlertText(
    String id,
    String shortId,
    State state,
    Alert.Severity severity,
    String series,
    String sentence,
    List<Fact> facts,
    String silence,
    String link) {

  /** Names the state of an alert at the time of the message. */
  public enum State {
    OPENED("opened"),
    WORSE("worse"),
    STILL_OPEN("still open"),
    RESOLVED("resolved");

    private final String words;

    State(String words) {
      this.words = words;
    }

    /** As it stands in a sentence. */
    @Override
    public String toString() {
      return words;
    }
  }

  /** Holds one line of a table. */
  public record Fact(String name, String value) {}

  private static final int SHORT = 8;
  private static final int LONGEST = 500;

  /** Labels that are shown elsewhere or mean nothing to people. */
  private static final Set<String> OTHERWISE_SHOWN = Set.of(Alert.NAME, "series", "component");

  public AlertText {
    facts = List.copyOf(facts);
  }

  /**
   * Describes a notice.
   *
   * @param repeated whether the alert was reported before and has not changed
   */
  static AlertText of(Notice notice, boolean repeated, MessageSettings settings) {
    Alert alert = notice.alert();
    Map<String, String> notes = alert.notes();
    String series =
        clean(
            alert
                .labels()
                .getOrDefault("series", alert.labels().getOrDefault("component", "weir")));
    return new AlertText(
        alert.id(),
        alert.id().substring(0, Math.min(SHORT, alert.id().length())),
        state(notice, repeated),
        alert.severity(),
        series,
        unquoted(clean(notes.getOrDefault("why", ""))),
        facts(alert, settings),
        silence(alert, series),
        settings.link().replace("{id}", URLEncoder.encode(alert.id(), StandardCharsets.UTF_8)));
  }

  private static State state(Notice notice, boolean repeated) {
    return switch (notice.kind()) {
      case RESOLVED -> State.RESOLVED;
      case OPENED -> repeated ? State.STILL_OPEN : State.OPENED;
      case AGAIN -> repeated ? State.STILL_OPEN : State.WORSE;
    };
  }

  private static List<Fact> facts(Alert alert, MessageSettings settings) {
    Map<String, String> notes = alert.notes();
    List<Fact> facts = new ArrayList<>();
    add(facts, "Since", Optional.of(alert.since()));
    String unit = settings.unit(notes.getOrDefault("feature", ""));
    add(facts, "Measured", Optional.ofNullable(notes.get("value")).map(value -> value + unit));
    add(facts, "Expected", expected(notes).map(range -> range + unit));
    add(facts, "Features", Optional.ofNullable(notes.get("features")));
    add(facts, "Rarity", Optional.ofNullable(notes.get("rarity")));
    add(facts, "Unusual records", Optional.ofNullable(notes.get("anomalies")));
    new TreeMap<>(alert.labels())
        .forEach((name, value) -> {
          if (!OTHERWISE_SHOWN.contains(name)) {
            add(facts, capitalized(name), Optional.of(value));
          }
        });
    return facts;
  }

  private static Optional<String> expected(Map<String, String> notes) {
    String low = notes.getOrDefault("low", "");
    String high = notes.getOrDefault("high", "");
    if (low.isEmpty() || high.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(low.equals(high) ? low : low + " to " + high);
  }

  private static void add(List<Fact> facts, String name, Optional<String> value) {
    value
        .map(AlertText::clean)
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> facts.add(new Fact(name, text)));
  }

  private static String silence(Alert alert, String series) {
    String label = alert.labels().containsKey("series") ? "series" : "component";
    String value = series.replace("\\", "\\\\").replace("\"", "\\\"").replace("'", "'\\''");
    return "weir silence add '%s=\"%s\"' --for 2h --comment …".formatted(label, value);
  }

  private static String capitalized(String name) {
    String text = clean(name);
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String clean(String text) {
    return Printable.of(text, LONGEST);
  }

  /** A sentence is quoted in the log, where it is a value among others. */
  private static String unquoted(String text) {
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  /** State and severity, such as "still open, warning". */
  public String status() {
    return state + ", " + severity.word();
  }

  /** Series and what is unusual about it. */
  public String headline() {
    return sentence.isEmpty() ? series : series + ": " + sentence;
  }
}
