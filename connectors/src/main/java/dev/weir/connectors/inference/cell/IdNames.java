package dev.weir.connectors.inference.cell;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
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

  /** One word for the number of a thing. */
  private static final Pattern JOINED = Pattern.compile(".*nummer|.{3,}nr");

  private static final Pattern PLURAL = Pattern.compile("(?!series).{3,}(?<![sui])s");

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

  private static final Set<String> RUNS =
      words(
          """
          pid ppid tid processid threadid sessionid jobid runid batchid taskid tripid lotid
          requestid transactionid orderid messageid eventid bootid
          """);

  private static final Set<String> ALONE =
      words("port transaction txn trx beleg order invoice ticket kunde konto");

  /** Words that number the thing in front of them. */
  private static final Set<String> NUMBERS = words("no nr nummer nro");

  /** Words that number a document or a thing, and count anything else. */
  private static final Set<String> COUNTS = words("num number numero numer");

  /** Words in front of a number that is counted or measured. */
  private static final Set<String> COUNTED =
      words(
          """
          total sum avg mean average count max min gesamt anzahl reynolds octane cetane mach random
          air gas wave atomic
          """);

  /** Things of which each has a number, which says nothing about the series. */
  private static final Set<String> DOCUMENTS =
      words(
          """
          order invoice serial account contract policy claim case card part product article item
          sku lot batch ticket transaction receipt reference ref document booking tracking shipment
          delivery purchase registration license licence passport member employee student patient
          phone telephone mobile fax tax vat check cheque house street flight trip block build
          revision port beleg factura facture pedido commande cuenta compte konto telefono telefon
          """);

  /** Things whose number names the series. */
  private static final Set<String> THINGS =
      words(
          """
          device sensor station site location machine unit asset equipment channel meter pump plant
          turbine vehicle gateway room building motor engine well customer client kunde kunden gerat
          gerate anlage anlagen messstelle messstellen standort zahler kanal maschine maschinen
          stations appareil capteur equipo estacion dispositivo medidor cliente stazione macchina
          """);

  private static final Set<String> PLACES =
      words("row line index idx zeile ligne fila linea riga lfd rownum lineno rownumber");

  private static final Set<String> PLACES_BEHIND = words("seq sequence sequenz lfd idx rownum");

  private static final Set<String> CALENDAR =
      words(
          """
          yr mnth season year jahr annee ano month monat mois mes day tag jour hour stunde heure minute second
          sekunde weekday wochentag dow week woche semaine quarter quartal dayofweek hourofday
          dayofyear doy dayofmonth monthofyear weekofyear weekno
          """);

  private static final Set<String> LATITUDE = words("lat latitude breitengrad latitud latitudine");

  private static final Set<String> LONGITUDE =
      words("lon lng long longitude langengrad laengengrad longitud longitudine");

  private static final Set<String> PROCESSORS =
      words("gpu gpuid gpuidx gpuindex core coreid socket socketid");

  private static final Set<String> VERSIONS = words("version firmware fw");

  private static final Set<String> STATES =
      words("status state error response result return exit reason weather alarm fault http event");

  private static final Set<String> TYPES = words("type typ kind tipo art");

  /** A word that numbers the thing in front of it, and else measures, as of heat. */
  private static final String INDEX = "index";

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

  /** Whether a name says that its numbers name things, and measure nothing. */
  public static boolean isEntity(String name) {
    List<String> words = split(name);
    return !words.isEmpty() && !isState(words) && (isIdWord(words) || isNumbered(words));
  }

  /**
   * Whether a name says that its numbers name things that may be the series: those that are only
   * numbered, as orders, are not.
   */
  public static boolean mayBeSeries(String name) {
    List<String> words = split(name);
    return !words.isEmpty()
        && !isState(words)
        && (isIdWord(words) || (isNumbered(words) && THINGS.contains(thing(words))));
  }

  private static boolean isIdWord(List<String> words) {
    String last = words.getLast();
    boolean first = words.getFirst().equals("id") && words.size() <= MOST_WORDS_ALONE;
    return first
        || IDS.contains(last)
        || last.equals("port")
        || (words.size() == 1 && ALONE.contains(last));
  }

  /** Whether a name is the one of the number of a thing, and not of how many there are. */
  private static boolean isNumbered(List<String> words) {
    String last = words.getLast();
    if (JOINED.matcher(last).matches()) {
      return true;
    }
    String thing = thing(words);
    if (last.equals(INDEX)) {
      return THINGS.contains(thing);
    }
    if (COUNTS.contains(last)) {
      return DOCUMENTS.contains(thing) || (!last.equals("num") && THINGS.contains(thing));
    }
    return !thing.isEmpty()
        && !COUNTED.contains(thing)
        && !PLACES.contains(thing)
        && !(last.equals("no") && PLURAL.matcher(thing).matches());
  }

  /** The word for what a number belongs to; empty if the name has none. */
  private static String thing(List<String> words) {
    String last = words.getLast();
    if (words.size() > 1
        && (NUMBERS.contains(last) || COUNTS.contains(last) || last.equals(INDEX))) {
      return words.get(words.size() - 2);
    }
    Matcher joined = JOINED.matcher(last);
    return joined.matches() ? last.replaceFirst("(nummer|nr)$", "") : "";
  }

  /** Whether a name is the one of the idle time of a processor, beside those of its users. */
  public static boolean isIdle(String name, List<String> all) {
    return name.equals("id") && all.contains("us") && all.contains("sy");
  }

  /** Whether a name is the one of the number of a table in an answer of InfluxDB. */
  public static boolean isTableNumber(String name, List<String> all) {
    return name.equals("table") && all.contains("_time") && all.contains("result");
  }

  /**
   * Whether a name says that its ids stand for runs of one thing after the other, such as the
   * processes of a service.
   */
  public static boolean isRun(String name) {
    return RUNS.contains(String.join("", split(name)));
  }

  /** Whether a name says that its numbers are codes of kinds. */
  public static boolean isType(String name) {
    return TYPES.contains(last(name));
  }

  /** Whether a name says that its numbers tell how good others are. */
  public static boolean isQuality(String name) {
    return split(name).contains("quality");
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
    boolean numbered =
        (NUMBERS.contains(last) || COUNTS.contains(last)) && words.size() == MOST_WORDS_ALONE;
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

  /** Whether a name says that its numbers are times of the positioning system. */
  public static boolean isOfGps(String name) {
    return split(name).stream().anyMatch(word -> word.startsWith("gps"));
  }

  /** Whether a name is the one of a processor of which a machine has several. */
  public static boolean isProcessor(String name) {
    return PROCESSORS.contains(String.join("", split(name)));
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
