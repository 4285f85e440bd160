package dev.weir.chaos.feed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The detections, models and alerts of a process, with the number of a record instead of each id
 * that depends on its position, so that processes that read the same records at different positions
 * can be compared. A record that was written under two ids is there twice.
 */
public final class Placeless {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern PLACE_OF_NOTICE =
      Pattern.compile("\"(?:fingerprint|position|notice)\":\"[^\"]*\",?");

  private final Detections detections;
  private final Set<Workload.Side> sides;
  private final Map<String, Integer> timeOfId = new HashMap<>();

  /**
   * For what one process made.
   *
   * @param sides the sources whose records may have been found at other places
   */
  public Placeless(Detections detections, Set<Workload.Side> sides) {
    this.detections = detections;
    this.sides = sides;
    detections
        .byId()
        .forEach((id, line) ->
            Detections.time(line)
                .ifPresent(time -> {
                  if (sides.contains(Workload.Side.of(time))) {
                    timeOfId.put(id, time);
                  }
                }));
  }

  /** The detections by their records. */
  public Detections detections() {
    Map<String, String> lines = new TreeMap<>();
    BitSet numbers = detections.numbers();
    List<Integer> order = detections.order();
    detections
        .byId()
        .forEach((id, line) -> {
          Integer time = timeOfId.get(id);
          if (time == null) {
            lines.put(id, line);
          } else {
            put(lines, "record " + time, Detections.withoutPlace(line));
          }
        });
    long repeated = detections.repeated();
    return new Detections(lines, numbers, order, lines.size() + repeated, detections.differing());
  }

  /** Notices by what they say. */
  public Map<String, String> notices(Map<String, String> notices) {
    Map<String, String> alerts = new TreeMap<>();
    notices.forEach((id, text) -> {
      if (sides.stream().anyMatch(side -> text.contains(label(side)))) {
        String words = words(PLACE_OF_NOTICE.matcher(text).replaceAll(""));
        put(alerts, words, words);
      } else {
        alerts.put(id, text);
      }
    });
    return alerts;
  }

  private static String label(Workload.Side side) {
    return "\"source\":\"%s\"".formatted(side.source());
  }

  private static void put(Map<String, String> into, String key, String text) {
    String free = key;
    for (int again = 2; into.containsKey(free); again++) {
      free = key + " #" + again;
    }
    into.put(free, text);
  }

  /** An entry of the state of a series. */
  ByteBuffer state(ByteBuffer entry) {
    byte[] bytes = new byte[entry.remaining()];
    entry.duplicate().get(bytes);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return ByteBuffer.wrap(words(text).getBytes(StandardCharsets.ISO_8859_1));
  }

  private String words(String text) {
    return ID.matcher(text).replaceAll(this::word);
  }

  private String word(MatchResult id) {
    Integer time = timeOfId.get(id.group());
    return time == null ? "?" : Matcher.quoteReplacement("record " + time);
  }
}
