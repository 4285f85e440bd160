package dev.weir.connectors.inference.cell;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of columns whose whole numbers name or place something, and measure nothing. A name is
 * cut into words at its signs, digits and changes of case.
 */
public final class IdNames {

  private static final Pattern BRACKETS = Pattern.compile("[\\[(].*?[\\])]");
  private static final Pattern ACCENTS = Pattern.compile("\\p{M}");
  private static final Pattern BETWEEN =
      Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})|[^\\p{L}\\p{M}]+");

  private static final Set<String> IDS =
      words(
          """
          id uuid guid key code sku ean gtin upc isbn iban blz plz zip zipcode postcode postal
          postleitzahl phone telefon fax pid ppid tid uid gid oid imei imsi iccid
          identifier kennung kennzahl kennziffer schlussel identifiant identificador identificatore
          codigo codice objectid userid orderid customerid clientid accountid transactionid
          sessionid requestid eventid messageid recordid productid articleid itemid invoiceid
          ticketid jobid taskid runid batchid lotid storeid shopid branchid employeeid patientid
          tripid vendorid driverid groupid categoryid kundenid
          """);

  private static final Set<String> ALONE =
      words("port transaction txn trx beleg order invoice ticket kunde konto");

  private static final Set<String> NUMBERS = words("no nr num number nummer numero nro numer");

  /** Words in front of a number that is counted or measured. */
  private static final Set<String> COUNTED =
      words(
          """
          total sum avg mean average count max min gesamt anzahl reynolds octane cetane mach random
          air gas wave atomic
          """);

  private static final Set<String> PLACES =
      words("row line index idx zeile ligne fila linea riga lfd rownum lineno rownumber");

  private static final Set<String> PLACES_BEHIND = words("seq sequence sequenz lfd idx rownum");

  private static final Set<String> CALENDAR =
      words(
          """
          year jahr annee ano month monat mois mes day tag jour hour stunde heure minute second
          sekunde weekday wochentag dow week woche semaine quarter quartal dayofweek hourofday
          dayofyear doy dayofmonth monthofyear weekofyear weekno
          """);

  private static final Set<String> LATITUDE = words("lat latitude breitengrad latitud latitudine");

  private static final Set<String> LONGITUDE =
      words("lon lng long longitude langengrad laengengrad longitud longitudine");

  private static final Set<String> VERSIONS = words("version firmware fw");

  private static final Set<String> STATES =
      words("status state error response result return exit reason weather alarm fault http event");

  private static final int MOST_WORDS_ALONE = 2;
  private static final int SHORT = 4;

  private IdNames() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }

  /** The words of a name in lower case, without accents and without a unit in brackets. */
  static List<String> split(String name) {
    String plain =
        Normalizer.normalize(BRACKETS.matcher(name).replaceAll(" "), Normalizer.Form.NFKD);
    List<String> words = new ArrayList<>();
    for (String word : BETWEEN.split(ACCENTS.matcher(plain).replaceAll(""))) {
      if (!word.isEmpty()) {
        words.add(word.toLowerCase(Locale.ROOT));
      }
    }
    return words;
  }

  /** Whether a name says that its numbers name things, which may be the series. */
  public static boolean isEntity(String name) {
    List<String> words = split(name);
    if (words.isEmpty() || isState(words)) {
      return false;
    }
    String last = words.getLast();
    boolean first = words.getFirst().equals("id") && words.size() <= MOST_WORDS_ALONE;
    boolean joined = last.endsWith("nummer") || (last.endsWith("nr") && last.length() > 4);
    boolean numbered =
        words.size() > 1
            && NUMBERS.contains(last)
            && !COUNTED.contains(words.get(words.size() - 2))
            && !PLACES.contains(words.get(words.size() - 2));
    return first
        || IDS.contains(last)
        || last.equals("port")
        || (words.size() == 1 && ALONE.contains(last))
        || joined
        || numbered;
  }

  /** Codes of a state, as of an error. */
  private static boolean isState(List<String> words) {
    return words.size() > 1
        && words.getLast().equals("code")
        && STATES.contains(words.get(words.size() - 2));
  }

  /** Whether a name says that its numbers are codes of states. */
  public static boolean isStateCode(String name) {
    return isState(split(name));
  }

  /** Whether a name says that its numbers count the rows. */
  public static boolean isPlace(String name) {
    List<String> words = split(name);
    if (words.isEmpty()) {
      return false;
    }
    String last = words.getLast();
    boolean numbered = NUMBERS.contains(last) && words.size() == 2;
    return (words.size() == 1 && PLACES.contains(last))
        || PLACES_BEHIND.contains(last)
        || (numbered && PLACES.contains(words.getFirst()))
        || last.equals("zeilennr")
        || last.equals("zeilennummer");
  }

  /** Whether a name is the one of a part of a date or a time of day. */
  public static boolean isCalendar(String name) {
    return CALENDAR.contains(String.join("", split(name)));
  }

  /**
   * Whether a name is the one of a geographical latitude or longitude. A short one, such as lat, is
   * only beside the other of the two.
   */
  public static boolean isCoordinate(String name, List<String> all) {
    return isOf(LATITUDE, LONGITUDE, name, all) || isOf(LONGITUDE, LATITUDE, name, all);
  }

  private static boolean isOf(
      Set<String> wanted, Set<String> other, String name, List<String> all) {
    String last = last(name);
    return wanted.contains(last)
        && (last.length() > SHORT || all.stream().anyMatch(one -> other.contains(last(one))));
  }

  private static String last(String name) {
    List<String> words = split(name);
    return words.isEmpty() ? "" : words.getLast();
  }

  /** Whether a name is the one of a version. */
  public static boolean isVersion(String name) {
    return VERSIONS.contains(last(name));
  }

  /** Whether a name says that its numbers are a time since a start. */
  public static boolean isElapsed(String name) {
    return split(name).stream().anyMatch(Set.of("uptime", "elapsed", "laufzeit")::contains);
  }
}
