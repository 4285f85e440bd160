package dev.weir.connectors.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Records of an object whose members stand under their times or the numbers of rows. */
final class KeyedTable {

  /** In front of the names of values, as Alpha Vantage writes them. */
  private static final Pattern NUMBERED = Pattern.compile("\\d{1,2}[a-z]?\\. ");

  private static final String TIME = "time";

  private KeyedTable() {}

  /**
   * The records, by their times; empty if fewer than two members stand under a time, or less than
   * half of them.
   */
  static Optional<Stream<Map<String, Json>>> of(Json.Members object) {
    List<Map.Entry<String, Json>> members = new ArrayList<>(object.fields().entrySet());
    if (isNumbered(members)) {
      return Optional.of(members.stream().map(member -> member.getValue().fields()));
    }
    long timed = members.stream().filter(member -> TimeShape.isTimeKey(member.getKey())).count();
    if (timed < 2 || 2 * timed < members.size()) {
      return Optional.empty();
    }
    if (areSorted(members)) {
      members.sort(Map.Entry.comparingByKey());
    }
    return Optional.of(
        members.stream()
            .map(member ->
                TimeShape.isTimeKey(member.getKey())
                    ? record(member.getKey(), member.getValue())
                    : Map.<String, Json>of(
                        "problem", new Json.Text(member.getKey() + " is not a time"))));
  }

  private static boolean isNumbered(List<Map.Entry<String, Json>> members) {
    return members.size() > 1
        && members.getFirst().getKey().equals("0")
        && members.stream()
            .allMatch(member ->
                member.getKey().matches("\\d{1,9}") && !member.getValue().fields().isEmpty());
  }

  /** Whether the order of the texts is the one of the times: all begin with the year, or count. */
  private static boolean areSorted(List<Map.Entry<String, Json>> members) {
    int length = members.getFirst().getKey().length();
    return members.stream()
        .map(Map.Entry::getKey)
        .allMatch(key -> key.length() == length && key.matches("\\d{4}.*"));
  }

  private static Map<String, Json> record(String time, Json json) {
    Map<String, Json> record = new LinkedHashMap<>();
    record.put(json.fields().containsKey(TIME) ? "timestamp" : TIME, new Json.Text(time));
    if (json.fields().isEmpty()) {
      record.put("value", Json.number(json));
    }
    json.fields()
        .forEach((name, inner) ->
            record.put(NUMBERED.matcher(name).replaceFirst(""), Json.number(inner)));
    return record;
  }
}
