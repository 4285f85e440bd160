package dev.weir.connectors.inference.cell;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words that people use for columns. A name never decides alone: the content of the column must
 * fit as well.
 */
public final class ColumnNames {

  private static final Pattern BRACKETS = Pattern.compile("[\\[(].*?[\\])]");
  private static final Pattern ACCENTS = Pattern.compile("\\p{M}");
  private static final Pattern FILLERS = Pattern.compile("[\\s_.\\-:@/#<>]");

  private static final Set<String> TIME =
      words(
          """
          time timestamp timestampms ts t datetime dt date when at epoch epochms unix unixtime clock
          timet createdat recordedat measuredat measuredon observedat observedon receivedat
          eventtime sampledat sampletime lastchanged lastupdated lastseen logtime tstamp utc timeutc
          utctime datetimeutc localtime timestamputc period mtu intervalstart starttime readingtime
          timeiso8601 timestring timeunixnano sourcetimestamp publishedat day month yearmonth monthyear
          bookingdate postingdate transactiondate tradedate monat buchungstag buchungsdatum mois mese
          zeit zeitpunkt zeitstempel datum uhrzeit messzeit messzeitpunkt messdatum datumzeit
          datumuhrzeit heure horodatage horodate temps dateheure instant fecha hora fechahora tiempo
          marcadetiempo momento data ora orario dataora tempo datahora instante tijd tijdstip czas
          godzina cas tid tidpunkt tidspunkt dato aika paivamaara pvm tarih saat zaman время дата
          时间 日期 时间戳 日時 時刻 日付 시간 날짜 일시
          """);

  private static final Set<String> CLOCK =
      words(
          """
          time hour hours hr uhrzeit zeit heure hora ora orario tijd czas godzina cas tid saat
          starttime clock localtime stunde время 时间 時刻 시간
          """);

  private static final Set<String> NOT_TIME =
      words(
          """
          start stop end endtime stoptime totalstarttime minutets starttimeunixnano created
          createdate uptime elapsed duration interval age timezone servertimestamp updatedat
          modified expires expiry bookingtime fromdate todate enddate enddatetime
          """);

  private static final Set<String> ENDS = words("bis ende end stop until to fin hasta");

  private static final Set<String> SERIES =
      words(
          """
          id device deviceid devicename sensor sensorid sensorname host hostname instance node
          nodeid station stationid stationsid site siteid location locationid machine machineid
          machinename unitid asset assetid equipment equipmentid entityid tag tagname tagid varname
          point pointid channel channelid meter meterid serial serialnumber name series seriesid
          metric metricname measurement field parameter variable item itemid kpiid topic source zone
          area region line lineid pump pumpid mac imei deveui label service servicename app pod
          container namespace job cpu iface dev fan disk path interface component thing thingid
          object objectid key customer customerid plant plantid turbine turbineid vehicle vehicleid
          gateway gatewayid room roomid building buildingid motor motorid engine engineid
          unitnumber uuid index well wellid cell cellid lclid prefix symbol ticker
          gerat anlage messstelle standort zahler kanal maschine sensornummer stationsid
          capteur appareil voie compteur estacion equipo dispositivo medidor sensore stazione
          macchina
          """);

  private static final Set<String> LABEL =
      words(
          """
          label isanomaly anomaly anomalous outlier isoutlier attack fault failure target class
          groundtruth ytrue normalattack changepoint anomalie storung panne falla isattack isfault
          labels attackp normal
          """);

  private static final Set<String> CODE =
      words(
          """
          quality q qn qf validity status statuscode responsecode errorcode flag flags good qc state
          mode alarm alarmcode code error eor weathercode coco
          """);

  private static final Set<String> PASSED_OVER =
      words(
          """
          index row rowid record recordid recordno no nr lfd lfdnr seq sequence entryid unnamed0
          unnamed lat lon lng latitude longitude elevation altitude comment comments note notes
          per bemerkung remark remarks version specversion schemaversion fcnt fport span tzoffset timezone interval rownumber
          """);

  private static final Set<String> UNIT =
      words("unit units uom unitofmeasurement einheit unite unidad unita type eventtype message");

  private ColumnNames() {}

  private static Set<String> words(String text) {
    return Set.copyOf(List.of(text.strip().split("\\s+")));
  }

  /** The name as it is compared: lower case, without accents, fillers and a unit in brackets. */
  public static String plain(String name) {
    String text = BRACKETS.matcher(name).replaceAll("");
    int comma = text.indexOf(',');
    text = comma > 0 ? text.substring(0, comma) : text;
    text = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
    text = FILLERS.matcher(ACCENTS.matcher(text).replaceAll("")).replaceAll("");
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /** The last part of a path such as {@code fields.usage_idle}. */
  public static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  public static boolean isTime(String name) {
    return TIME.contains(plain(name));
  }

  /** Whether a name holds a word for times as one of its parts, as {@code reading_time} does. */
  public static boolean holdsTime(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !isNotTime(name)
        && (isTime(name)
            || lower.contains("time")
            || lower.contains("date")
            || lower.contains("zeit")
            || lower.contains("datum")
            || lower.contains("fecha")
            || lower.contains("epoch")
            || lower.endsWith("_ts")
            || lower.endsWith("_at"));
  }

  public static boolean isClock(String name) {
    return CLOCK.contains(plain(name));
  }

  /** Whether a name is the one of a time that is not the one of the record, such as its end. */
  public static boolean isNotTime(String name) {
    List<String> words = IdNames.split(name);
    return NOT_TIME.contains(plain(name)) || (words.size() > 1 && ENDS.contains(words.getLast()));
  }

  public static boolean isSeries(String name) {
    String plain = plain(name);
    return SERIES.contains(plain) || SERIES.contains(plain(last(name)));
  }

  /** Whether a name says that its numbers name things. */
  public static boolean isId(String name) {
    String plain = plain(name);
    String lower = name.toLowerCase(Locale.ROOT);
    return isSeries(name)
        && (plain.endsWith("id")
            || lower.endsWith("_no")
            || lower.endsWith("number")
            || Set.of("device", "sensor", "station", "machine", "unit", "meter", "node", "cpu")
                .contains(plain)
            || Set.of("host", "instance", "channel", "zone", "pump", "serial", "imei", "series")
                .contains(plain));
  }

  public static boolean isLabel(String name) {
    return LABEL.contains(plain(name));
  }

  public static boolean isCode(String name) {
    return CODE.contains(plain(name));
  }

  /** Whether a name says that its texts tell about values, and name nothing. */
  public static boolean isUnit(String name) {
    return UNIT.contains(plain(name)) || UNIT.contains(plain(last(name)));
  }

  public static boolean isPassedOver(String name) {
    return name.isBlank()
        || name.equals("#")
        || PASSED_OVER.contains(plain(name))
        || PASSED_OVER.contains(plain(last(name)));
  }
}
