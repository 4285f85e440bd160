package dev.weir.connectors.text.value;

import java.nio.charset.StandardCharsets;

/** Words in times: months in seven languages, and zones whose abbreviation has one meaning. */
final class TimeWords {

  private static final int LETTERS = 3;

  /** The first three letters of the months, in order; a comma between languages. */
  private static final String[] MONTHS = {
    "jan,ene,gen,led",
    "feb,fév,fev,úno",
    "mar,mär,mrz,maa,bře",
    "apr,avr,abr,dub",
    "may,mai,mag,mei,maj,kvě",
    "jun,jui,giu,čer",
    "jul,lug,čvc",
    "aug,aoû,aou,ago,srp",
    "sep,set,zář",
    "oct,okt,ott,out,říj",
    "nov,lis",
    "dec,dez,déc,dic,des,pro"
  };

  private static final byte[][][] STARTS = starts();
  private static final byte[] JUILLET = "juil".getBytes(StandardCharsets.UTF_8);

  private static final String[] ZONES = {
    "Z", "0", "UTC", "0", "GMT", "0", "WET", "0", "CET", "3600", "CEST", "7200", "MEZ", "3600",
    "MESZ", "7200", "EET", "7200", "EEST", "10800", "EST", "-18000", "EDT", "-14400", "MST",
    "-25200", "MDT", "-21600", "PST", "-28800", "PDT", "-25200", "JST", "32400"
  };

  private TimeWords() {}

  private static byte[][][] starts() {
    byte[][][] starts = new byte[MONTHS.length][][];
    for (int i = 0; i < MONTHS.length; i++) {
      String[] words = MONTHS[i].split(",", -1);
      starts[i] = new byte[words.length][];
      for (int j = 0; j < words.length; j++) {
        starts[i][j] = words[j].getBytes(StandardCharsets.UTF_8);
      }
    }
    return starts;
  }

  /** The month that a word begins with, from 1; 0 if it is none. */
  static int month(byte[] text, int from, int to) {
    if (begins(text, from, to, JUILLET)) {
      return 7;
    }
    for (int month = 0; month < STARTS.length; month++) {
      for (byte[] start : STARTS[month]) {
        if (begins(text, from, to, start)) {
          return month + 1;
        }
      }
    }
    return 0;
  }

  private static boolean begins(byte[] text, int from, int to, byte[] start) {
    if (to - from < Math.max(start.length, LETTERS)) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      byte b = text[from + i];
      byte lower = b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
      if (lower != start[i]) {
        return false;
      }
    }
    return true;
  }

  /** Seconds east of UTC that the text between two places means, or UNREADABLE. */
  static long offset(byte[] text, int begin, int end) {
    int from = begin;
    int to = end;
    if (from < to && text[from] == '(' && text[to - 1] == ')') {
      from++;
      to--;
    }
    if (from < to && (text[from] == '+' || text[from] == '-')) {
      return digits(text, from, to);
    }
    for (int i = 0; i < ZONES.length; i += 2) {
      if (is(text, from, to, ZONES[i])) {
        return Long.parseLong(ZONES[i + 1]);
      }
    }
    boolean prefixed =
        to - from > 3 && (is(text, from, from + 3, "UTC") || is(text, from, from + 3, "GMT"));
    return prefixed ? digits(text, from + 3, to) : Times.UNREADABLE;
  }

  private static long digits(byte[] text, int from, int to) {
    int hours = 0;
    int minutes = 0;
    int count = 0;
    for (int i = from + 1; i < to; i++) {
      if (text[i] == ':' && (count == 1 || count == 2) && i + 3 == to) {
        count = 2;
      } else if (text[i] < '0' || text[i] > '9') {
        return Times.UNREADABLE;
      } else {
        int digit = text[i] - '0';
        hours = count < 2 ? 10 * hours + digit : hours;
        minutes = count < 2 ? minutes : 10 * minutes + digit;
        count++;
      }
    }
    boolean valid =
        (text[from] == '+' || text[from] == '-')
            && (count == 1 || count == 2 || count == 4)
            && hours <= 18
            && minutes < 60;
    long seconds = hours * 3600L + minutes * 60L;
    return !valid ? Times.UNREADABLE : text[from] == '+' ? seconds : -seconds;
  }

  private static boolean is(byte[] text, int from, int to, String word) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if ((text[from + i] & ~0x20) != (word.charAt(i) & ~0x20)) {
        return false;
      }
    }
    return true;
  }
}
