package dev.weir.app.corpus;

import static dev.weir.series.DeadLetter.Reason.BAD_LABEL;
import static dev.weir.series.DeadLetter.Reason.BAD_SERIES;
import static dev.weir.series.DeadLetter.Reason.BAD_TIME;
import static dev.weir.series.DeadLetter.Reason.MALFORMED;
import static dev.weir.series.DeadLetter.Reason.NOT_A_NUMBER;
import static dev.weir.series.DeadLetter.Reason.NOT_FINITE;
import static dev.weir.series.DeadLetter.Reason.RAGGED;

import dev.weir.connectors.text.value.Missing;
import dev.weir.series.DeadLetter.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The corpus of records that cannot be read, each with the verdict on it: rules, each with what it
 * concerns, and what they give in every place where it can stand. Equal at every call. Words that
 * stand for a missing value are not among them.
 */
public final class BadRecords {

  /** A record as it comes, and what is to be said of it. */
  public record Bad(byte[] bytes, Reason reason) {
    Bad(String text, Reason reason) {
      this(text.getBytes(StandardCharsets.UTF_8), reason);
    }
  }

  private static final String TIME = "\"2026-01-01T00:00:00Z\"";

  /** What is no JSON number, with the verdict on it as a value. */
  private static final Map<String, Reason> NUMBERS = numbers();

  /** Where a value stands in an object. */
  private static final List<String> PLACES =
      List.of(
          "{\"timestamp\":%2$s,\"series\":\"s\",\"v\":%1$s}",
          "{\"v\":%1$s,\"timestamp\":%2$s,\"series\":\"s\"}",
          "{\"timestamp\":%2$s,\"v\":%1$s,\"label\":0}",
          "{\"timestamp\":%2$s,\"w\":1.5,\"v\":%1$s}",
          "{ \"timestamp\" : %2$s , \"v\" : %1$s }",
          "{\"note\":\"x\",\"timestamp\":%2$s,\"v\":%1$s,\"note2\":null}",
          "{\"timestamp\":%2$s,\"deep\":{\"a\":[1,{}]},\"v\":%1$s}");

  private BadRecords() {}

  /** Objects; none holds a line feed or is blank. */
  public static List<Bad> json() {
    List<Bad> bad = new ArrayList<>();
    for (String place : PLACES) {
      NUMBERS.forEach((text, reason) -> bad.add(new Bad(place.formatted(text, TIME), reason)));
    }
    cutShort(bad);
    somethingBehind(bad);
    for (String time : times()) {
      bad.add(object("timestamp", '"' + time + '"', BAD_TIME));
    }
    for (String time : List.of("1e300", "-1e300", "1e12000", "true", "null", "[]", "{}", "[1]")) {
      bad.add(object("timestamp", time, BAD_TIME));
    }
    for (String label : labels()) {
      bad.add(object("label", '"' + label + '"', BAD_LABEL));
    }
    for (String label : List.of("2", "-1", "0.5", "1e1", "[]", "{}", "[0]", "{\"a\":0}")) {
      bad.add(object("label", label, BAD_LABEL));
    }
    for (String key : List.of("\"\"", "null", "[]", "{}", "[\"s\"]", "{\"s\":1}")) {
      bad.add(object("series", key, BAD_SERIES));
    }
    badKeys(bad);
    whatCostsMuch(bad);
    brokenText(bad);
    return bad;
  }

  /** Lines under the header {@code timestamp,series,v,w,label}. */
  static List<Bad> csv() {
    List<Bad> bad = new ArrayList<>();
    csvNumbers()
        .forEach((text, reason) -> {
          bad.add(new Bad("2026-01-01T00:00:00Z,s," + text + ",2,0", reason));
          bad.add(new Bad("2026-01-01T00:00:00Z,s,2," + text + ",0", reason));
          bad.add(new Bad("2026-01-01T00:00:00Z,s,2,\"" + text + "\",0", reason));
        });
    for (String time : times()) {
      bad.add(new Bad('"' + time + "\",s,1,2,0", BAD_TIME));
    }
    for (String label : labels()) {
      bad.add(new Bad("2026-01-01T00:00:00Z,s,1,2," + label, BAD_LABEL));
    }
    for (int cells = 1; cells <= 60; cells++) {
      if (cells != 5) {
        bad.add(new Bad("1" + ",1".repeat(cells - 1), RAGGED));
        bad.add(new Bad("x,".repeat(cells - 1) + "\"a,b\"", RAGGED));
      }
    }
    for (int cell = 0; cell < 5; cell++) {
      String[] cells = {"2026-01-01T00:00:00Z", "s", "1", "2", "0"};
      cells[cell] = '"' + cells[cell];
      bad.add(new Bad(String.join(",", cells), MALFORMED));
      for (String behind : List.of("x", " ", "\"x", "\"\"\"x")) {
        cells[cell] = cells[cell].split("\"")[1];
        cells[cell] = '"' + cells[cell] + '"' + behind;
        bad.add(new Bad(String.join(",", cells), MALFORMED));
      }
    }
    for (int c = 1; c <= 0x7F; c++) {
      if ((c < 0x20 || c == 0x7F) && c != '\n' && c != '\r') {
        bad.add(new Bad("2026-01-01T00:00:00Z,a" + (char) c + "b,1,2,0", BAD_SERIES));
      }
    }
    for (int length = 1_025; length < 60_000; length += 2_111) {
      bad.add(new Bad("2026-01-01T00:00:00Z," + "k".repeat(length) + ",1,2,0", BAD_SERIES));
    }
    bad.add(new Bad("2026-01-01T00:00:00Z,,1,2,0", BAD_SERIES));
    bad.add(new Bad("2026-01-01T00:00:00Z,\"\",1,2,0", BAD_SERIES));
    for (byte[] key : noText()) {
      bad.add(around("2026-01-01T00:00:00Z,s", key, ",1,2,0", BAD_SERIES));
    }
    return bad;
  }

  /** Names and values of the fields of an entry. */
  public static Map<Map<String, String>, Reason> fields() {
    Map<Map<String, String>, Reason> bad = new LinkedHashMap<>();
    csvNumbers()
        .forEach((text, reason) -> {
          if (reason == NOT_FINITE) {
            bad.put(entry("v", text), NOT_FINITE);
          }
        });
    for (String time : times()) {
      bad.put(entry("timestamp", time), BAD_TIME);
    }
    for (String label : labels()) {
      bad.put(entry("label", label), BAD_LABEL);
    }
    for (int c = 0; c <= 0x7F; c++) {
      if (c < 0x20 || c == 0x7F) {
        bad.put(entry("series", "a" + (char) c), BAD_SERIES);
      }
    }
    bad.put(entry("series", ""), BAD_SERIES);
    bad.put(entry("series", "k".repeat(1_025)), BAD_SERIES);
    bad.put(Map.of("note", "nothing else"), MALFORMED);
    bad.put(entry("n".repeat(257), "1"), MALFORMED);
    return bad;
  }

  private static Map<String, String> entry(String name, String value) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("timestamp", "2026-01-01T00:00:00Z");
    fields.put("series", "s");
    fields.put("v", "1");
    fields.put(name, value);
    return fields;
  }

  private static Map<String, Reason> numbers() {
    Map<String, Reason> numbers = new LinkedHashMap<>();
    for (String text :
        List.of(
            "nan",
            "inf",
            "+1",
            "01",
            "-01",
            "00",
            "1.",
            "-.5",
            ".5",
            "0x1F",
            "1_000",
            "1,5",
            "1e",
            "1e+",
            "1e-",
            "-",
            "--1",
            "+-1",
            "1-",
            "1.2.3",
            "1..2",
            "1e1.5",
            "1e1e1",
            "１",
            "٣",
            "½",
            "1 2",
            "tru",
            "True",
            "undefined",
            "None",
            "nil",
            "nul",
            "",
            "'1'",
            "(1)",
            "1f",
            "1d",
            "1L",
            "1%",
            "$1",
            "1\u0000",
            "\u0000",
            "0b1",
            "0o7",
            "1;",
            "/*1*/1",
            "1//",
            "#",
            "@",
            "\\",
            "\\u0031",
            "[",
            "]",
            "{",
            "}",
            "[1",
            "{\"a\":1",
            "\"",
            "\"1",
            "1\"",
            "9".repeat(65),
            "-" + "9".repeat(65),
            "0." + "1".repeat(64),
            "9".repeat(1_001),
            "1".repeat(70_000))) {
      numbers.put(text, MALFORMED);
    }
    for (String text :
        List.of(
            "1e400",
            "-1e400",
            "1e309",
            "1.8e308",
            "-1.8e308",
            "1E400",
            "1e+400",
            "1e99999",
            "1e1000000000",
            "-1e2147483648",
            "1e9223372036854775808",
            "9e999999999999",
            "123456789e302",
            "0.1e310",
            "1" + "0".repeat(60) + "e300")) {
      numbers.put(text, NOT_FINITE);
    }
    return numbers;
  }

  private static Map<String, Reason> csvNumbers() {
    Map<String, Reason> numbers = new LinkedHashMap<>();
    for (String text :
        List.of(
            "abc",
            "0x1F",
            "1_000",
            "--1",
            "+-1",
            "1-",
            "1.2.3",
            "1..2",
            "1e",
            "1e+",
            "1e1.5",
            "-",
            "+",
            ".",
            "e5",
            "1 2",
            "true",
            "null",
            "None",
            "1f",
            "１",
            "٣",
            "½",
            "=1+1",
            "=cmd()",
            "@SUM(1)",
            "1;2",
            "'1'",
            "#N/A",
            "-.",
            "1e1e1",
            "\u00a01",
            "1\u200b",
            "9".repeat(65),
            "1".repeat(1_001),
            "${jndi:ldap://x}",
            "%n%n%n",
            "../../x",
            "<b>1</b>",
            "\u202e1",
            "\ud83d\ude00")) {
      numbers.put(text, NOT_A_NUMBER);
    }
    for (String text :
        List.of(
            "NaN",
            "nan",
            "NAN",
            "Infinity",
            "-Infinity",
            "+Infinity",
            "inf",
            "-inf",
            "INF",
            "1e400",
            "-1e400",
            "1e309",
            "1.8e308",
            "1E400",
            "1e+400",
            "1e99999",
            "1e1000000000",
            "NA",
            "n/a",
            "-1e2147483648",
            "9e999999999999")) {
      numbers.put(text, NOT_FINITE);
    }
    // These stand for a missing value: the record can be read.
    numbers.keySet().removeIf(text -> Missing.USUAL_WORDS.contains(text.toLowerCase(Locale.ROOT)));
    return numbers;
  }

  /** Times that there are not. */
  private static List<String> times() {
    List<String> times = new ArrayList<>();
    for (int month = 0; month < 40; month = month == 0 ? 13 : month + 1) {
      times.add("2026-%02d-01T00:00:00Z".formatted(month));
    }
    for (int day = 0; day < 60; day = day == 0 ? 32 : day + 1) {
      times.add("2026-01-%02d 00:00:00".formatted(day));
    }
    for (int month : new int[] {2, 4, 6, 9, 11}) {
      times.add("2026-%02d-31".formatted(month));
    }
    for (int year = 1970; year < 2070; year++) {
      times.add("%d-02-30".formatted(year));
      if (year % 4 != 0) {
        times.add("%d-02-29T12:00:00Z".formatted(year));
      }
    }
    for (int hour = 24; hour < 60; hour++) {
      times.add("2026-01-01T%d:00:00Z".formatted(hour));
    }
    for (int minute = 60; minute < 100; minute++) {
      times.add("2026-01-01T00:%d:00Z".formatted(minute));
      times.add("2026-01-01T00:00:%dZ".formatted(Math.max(61, minute)));
      times.add("2026-01-01T00:00:00+01:%d".formatted(minute));
    }
    for (int zone = 19; zone < 50; zone++) {
      times.add("2026-01-01T00:00:00+%d:00".formatted(zone));
      times.add("2026-01-01T00:00:00-%d:00".formatted(zone));
    }
    for (int year : new int[] {0, 1, 999, 1582, 1676, 2263, 2500, 9999}) {
      times.add("%04d-01-01T00:00:00Z".formatted(year));
    }
    String whole = "2026-01-01T00:00:00Z";
    for (int length = 1; length < "2026-01-01".length(); length++) {
      if (length != 4) {
        times.add(whole.substring(0, length) + "-");
      }
    }
    times.addAll(
        List.of(
            "yesterday",
            "now",
            "",
            " ",
            "2026-1-1",
            "26-01-01",
            "2026/01/01",
            "01.01.2026",
            "2026-01-01T",
            "2026-01-01T1",
            "2026-01-01T00",
            "2026-01-01T00:0",
            "2026-01-01X00:00:00",
            "2026-01-01T00:00:00X",
            "2026-01-01T00:00:00ZZ",
            "2026-01-01T00:00:00.Z",
            "2026-01-01T00:00:00+",
            "+2026-01-01",
            "-2026-01-01",
            "292278994-08-17T07:12:55Z",
            "２０２６-01-01",
            "1e300",
            "-1e300",
            "NaN",
            "Infinity",
            "2026-01-01T-1:00:00Z",
            "2026-01--1",
            "T00:00:00Z",
            "2026-W01-1",
            "2026-001",
            "Thu Jan 1 1970",
            "1,5"));
    times.replaceAll(time -> time.isBlank() ? "never" : time);
    return times.stream().distinct().toList();
  }

  private static List<String> labels() {
    List<String> labels = new ArrayList<>();
    for (int number = 2; number < 40; number++) {
      labels.add("" + number);
      labels.add("-" + number);
    }
    labels.addAll(
        List.of(
            "maybe",
            "yes",
            "no",
            "y",
            "n",
            "t",
            "f",
            "TRUE",
            "FALSE",
            "tRUE",
            "-1",
            "-0",
            "+1",
            "00",
            "01",
            "10",
            "0.5",
            "1.5",
            "0.00",
            "1.00",
            "1e0",
            "0x1",
            "null",
            "nil",
            "none",
            "normal",
            "anomaly",
            "anomalous",
            "ok",
            "bad",
            "１",
            "true;",
            "NaN",
            "x",
            "_",
            "-",
            "?"));
    return labels;
  }

  private static Bad object(String name, String value, Reason reason) {
    String time = name.equals("timestamp") ? "" : "\"timestamp\":" + TIME + ",";
    return new Bad("{%s\"%s\":%s,\"v\":1}".formatted(time, name, value), reason);
  }

  /** Every object cut off at every byte. */
  private static void cutShort(List<Bad> bad) {
    for (String place : PLACES) {
      String whole = place.formatted("-12.75e1", TIME);
      for (int length = 1; length < whole.length(); length++) {
        if (!whole.substring(0, length).isBlank()) {
          bad.add(new Bad(whole.substring(0, length), MALFORMED));
        }
      }
    }
  }

  private static void somethingBehind(List<Bad> bad) {
    for (String place : PLACES) {
      String whole = place.formatted("1", TIME);
      for (String behind :
          List.of(
              "x",
              "{",
              "}",
              "[",
              "]",
              "1",
              "\"\"",
              ",",
              "null",
              ";",
              whole,
              " " + whole,
              "\u0000",
              "//",
              "\\",
              "\u00a0",
              "\ufeff")) {
        bad.add(new Bad(whole + behind, MALFORMED));
      }
      for (String before :
          List.of("x", "{", "[", "1", "\"\"", ",", "null ", ")]}'", "\u00a0", "=")) {
        bad.add(new Bad(before + whole, MALFORMED));
      }
      bad.add(new Bad(whole.replace("\"v\"", "\"timestamp\""), MALFORMED));
      bad.add(new Bad(whole.replace("\"v\"", "\"v\":1,\"v\""), MALFORMED));
      bad.add(new Bad(whole.replace("\"v\"", "v"), MALFORMED));
      bad.add(new Bad(whole.replace("\"v\"", "'v'"), MALFORMED));
      bad.add(new Bad(whole.replace(":", "="), MALFORMED));
      bad.add(new Bad(whole.replace("}", ",}"), MALFORMED));
      bad.add(new Bad(whole.replace('"', '\''), MALFORMED));
    }
    for (String text :
        List.of(
            "[]",
            "1",
            "null",
            "true",
            "\"{}\"",
            "{\"timestamp\":" + TIME + ",\"a\":{\"v\":1}}",
            "[{\"v\":1}]",
            "{\"timestamp\":" + TIME + "}",
            "v=1",
            "<v>1</v>",
            "---")) {
      bad.add(new Bad(text, MALFORMED));
    }
  }

  private static void badKeys(List<Bad> bad) {
    for (int c = 0; c < 0x20; c++) {
      bad.add(object("series", "\"a\\u%04x\"".formatted(c), BAD_SERIES));
      bad.add(object("series", "\"\\u%04xb\"".formatted(c), BAD_SERIES));
    }
    bad.add(object("series", "\"a\u007f\"", BAD_SERIES));
    for (int half = 0xD800; half < 0xE000; half += 61) {
      bad.add(object("series", "\"a\\u%04x\"".formatted(half), BAD_SERIES));
    }
    for (int length = 1_025; length < 60_000; length += 2_111) {
      bad.add(object("series", '"' + "k".repeat(length) + '"', BAD_SERIES));
    }
  }

  private static void whatCostsMuch(List<Bad> bad) {
    for (int depth : new int[] {33, 34, 64, 100, 500, 1_001, 20_000, 100_000}) {
      String deep = "[".repeat(depth) + "]".repeat(depth);
      bad.add(object("deep", deep, MALFORMED));
      bad.add(object("deep", "{\"a\":".repeat(depth) + "1" + "}".repeat(depth), MALFORMED));
      bad.add(new Bad(deep, MALFORMED));
      bad.add(object("v2", "[".repeat(depth), MALFORMED));
    }
    bad.add(object("wide", "[" + "0,".repeat(200_000) + "0]", MALFORMED));
    bad.add(object("n".repeat(50_001), "1", MALFORMED));
    bad.add(object("n".repeat(300), "1", MALFORMED));
    for (String untimed : List.of("{}", "{\"v\":1}", "{\"\":\"\"}", "{\"name\":\"x\"}")) {
      bad.add(new Bad(untimed, BAD_TIME));
    }
  }

  private static void brokenText(List<Bad> bad) {
    for (int c = 0; c < 0x20; c++) {
      if (c != '\n' && c != '\r') {
        bad.add(object("note", "\"a" + (char) c + "b\"", MALFORMED));
        bad.add(object("series", "\"a" + (char) c + "b\"", MALFORMED));
        bad.add(object("na" + (char) c + "me", "1", MALFORMED));
      }
    }
    for (String escape : List.of("\\x", "\\u12", "\\u12G4", "\\", "\\'", "\\0", "\\U0041", "\\u")) {
      bad.add(object("note", '"' + escape + '"', MALFORMED));
      bad.add(object("series", '"' + escape + '"', MALFORMED));
    }
    for (byte[] broken : noText()) {
      String before = "{\"timestamp\":" + TIME + ",\"v\":1,\"series\":\"a";
      bad.add(around(before, broken, "\"}", MALFORMED));
      bad.add(around(before.replace("series", "x"), broken, "\"}", MALFORMED));
    }
  }

  /** Bytes that are no UTF-8. */
  private static List<byte[]> noText() {
    List<byte[]> broken = new ArrayList<>();
    for (int b = 0x80; b < 0x100; b++) {
      broken.add(new byte[] {(byte) b, 'z'});
    }
    broken.add(new byte[] {(byte) 0xC0, (byte) 0x80});
    broken.add(new byte[] {(byte) 0xC1, (byte) 0xBF});
    broken.add(new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80});
    broken.add(new byte[] {(byte) 0xE2, (byte) 0x82, 'z'});
    return broken;
  }

  private static Bad around(String before, byte[] middle, String behind, Reason reason) {
    byte[] head = before.getBytes(StandardCharsets.UTF_8);
    byte[] tail = behind.getBytes(StandardCharsets.UTF_8);
    byte[] whole = new byte[head.length + middle.length + tail.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(middle, 0, whole, head.length, middle.length);
    System.arraycopy(tail, 0, whole, head.length + middle.length, tail.length);
    return new Bad(whole, reason);
  }
}
