package dev.weir.chaos.round;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The notices of anomalies and of silence that a receiver took, by their ids. Thread-safe. */
public final class AlertInbox {

  private static final String SILENCE = "WeirSilence";
  private static final Set<String> OF_SERIES = Set.of("WeirAnomaly", SILENCE);

  private final Map<String, String> byId = new TreeMap<>();
  private Set<String> beforeCrash = new HashSet<>();
  private long taken;
  private long differing;
  private long repeated;
  private long repeatedSinceCrash;
  private long mostRepeated;

  /** Whether it tells of a series: of these no other run may tell anything else. */
  public static boolean isOfSeries(JsonNode alert) {
    return OF_SERIES.contains(alert.at("/labels/alertname").asText());
  }

  public synchronized void take(JsonNode call) {
    for (JsonNode alert : call.path("alerts")) {
      if (isOfSeries(alert)) {
        take(alert.at("/annotations/notice").asText(), alert.toString());
      }
    }
  }

  private void take(String id, String text) {
    taken++;
    String before = byId.putIfAbsent(id, text);
    if (before != null) {
      repeated++;
      differing += before.equals(text) ? 0 : 1;
      if (beforeCrash.remove(id)) {
        mostRepeated = Math.max(mostRepeated, ++repeatedSinceCrash);
      }
    }
  }

  /** The process died: repetitions from now on count for this crash. */
  synchronized void crashed() {
    beforeCrash = new HashSet<>(byId.keySet());
    repeatedSinceCrash = 0;
  }

  public synchronized long taken() {
    return taken;
  }

  public synchronized Map<String, String> notices() {
    return Map.copyOf(byId);
  }

  /** How many notices say that a series fell silent, or, if {@code ended}, that it spoke again. */
  synchronized long silences(boolean ended) {
    String status = "\"status\":\"%s\"".formatted(ended ? "resolved" : "firing");
    return byId.values().stream()
        .filter(text -> text.contains(SILENCE) && text.contains(status))
        .count();
  }

  /** How many had an id that was taken before, but other bytes. */
  public synchronized long differing() {
    return differing;
  }

  synchronized long repeated() {
    return repeated;
  }

  /** The most alerts that were delivered again after one crash. */
  synchronized long mostRepeated() {
    return mostRepeated;
  }
}
