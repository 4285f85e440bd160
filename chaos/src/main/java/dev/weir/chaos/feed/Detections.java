package dev.weir.chaos.feed;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a file of detections by their id.
 *
 * @param numbers the times of the records that say one, in seconds of their {@link Workload}
 * @param order the times in the order in which they were first written
 * @param lines of the file in all, the repeated ones included
 * @param differing how many lines have the id of an earlier one but other bytes
 */
public record Detections(
    Map<String, String> byId, BitSet numbers, List<Integer> order, long lines, long differing) {

  private static final Pattern LINE = Pattern.compile("\\{\"id\":\"([0-9a-f]{32})\",.*\\}");
  private static final Pattern TIME = Pattern.compile("\"time\":\"([^\"]+)\"");

  private static final Pattern PLACE = Pattern.compile("\"(?:id|position)\":\"[^\"]*\",");

  /** Reads a file, all of whose lines must be whole. */
  public static Detections read(Path file) throws IOException {
    Map<String, String> byId = new TreeMap<>();
    BitSet numbers = new BitSet();
    List<Integer> order = new ArrayList<>();
    long lines = 0;
    long differing = 0;
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Matcher match = LINE.matcher(line);
        if (!match.matches()) {
          throw new AssertionError("%s:%d is torn: %s".formatted(file, lines + 1, line));
        }
        String before = byId.putIfAbsent(match.group(1), line);
        differing += before == null || before.equals(line) ? 0 : 1;
        OptionalInt time = time(line);
        if (time.isPresent() && !numbers.get(time.getAsInt())) {
          numbers.set(time.getAsInt());
          order.add(time.getAsInt());
        }
        lines++;
      }
    }
    return new Detections(byId, numbers, order, lines, differing);
  }

  /** Those whose line has not this text. */
  public Detections without(String text) {
    Map<String, String> left = new TreeMap<>(byId);
    left.values().removeIf(line -> line.contains(text));
    BitSet times = new BitSet();
    left.values().forEach(line -> time(line).ifPresent(times::set));
    List<Integer> timesInOrder = order.stream().filter(times::get).toList();
    return new Detections(
        left, times, timesInOrder, lines - (byId.size() - left.size()), differing);
  }

  /** Time of the record in seconds of its {@link Workload}; empty if the line has none. */
  static OptionalInt time(String line) {
    Matcher time = TIME.matcher(line);
    return time.find()
        ? OptionalInt.of(
            (int) Duration.between(Workload.BEGINNING, Instant.parse(time.group(1))).toSeconds())
        : OptionalInt.empty();
  }

  /** The line without its id and its position. */
  static String withoutPlace(String line) {
    return PLACE.matcher(line).replaceAll("");
  }

  /**
   * The verdicts, sorted, without positions and ids: after the loss of a stream, its records have
   * other positions, and so other ids.
   */
  public List<String> said() {
    return byId.values().stream().map(Detections::withoutPlace).sorted().toList();
  }

  /** How many lines only repeat others. */
  public long repeated() {
    return lines - byId.size();
  }
}
