package dev.weir.detectors.auto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.Detector;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Score;
import dev.weir.detectors.alertpolicy.AlertBudget;
import dev.weir.detectors.alertpolicy.AlertFilter;
import dev.weir.detectors.alertpolicy.AlertPolicyDetector;
import dev.weir.detectors.incident.Incident;
import dev.weir.detectors.incident.IncidentRule;
import dev.weir.detectors.incident.Transition;
import dev.weir.detectors.preparation.DataRules;
import dev.weir.detectors.preparation.Lateness;
import dev.weir.detectors.preparation.Missing;
import dev.weir.detectors.preparation.Missing.StandIn;
import dev.weir.detectors.preparation.Prepared;
import dev.weir.detectors.preparation.ValuesAre;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What {@code auto} makes of series that are not as textbooks have them: a rule each. */
class OddDataTest {

  private static final ModelSetup ONE_FEATURE = new ModelSetup(1, 0, 256, 500);
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long STEP = 5 * MINUTE;
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LocalDate SPRING = LocalDate.of(2025, 3, 30);
  private static final LocalDate AUTUMN = LocalDate.of(2025, 10, 26);

  private final Random random = new Random(11);

  // ---- Zeros at night.

  @Test
  void a_count_that_is_zero_each_night_is_not_odd_and_zeros_at_noon_are() {
    Series shop = new Series(Auto.DEFAULT);
    long from = at(2025, 3, 3, ZoneOffset.UTC);
    shop.run(from, 21 * DAY, this::orders);
    shop.forget();

    shop.run(from + 21 * DAY, 14 * DAY + 11 * HOUR, this::orders);
    assertThat(shop.alerts).as("alerts in 4,164 records").isLessThanOrEqualTo(3);

    shop.forget();
    shop.run(from + 35 * DAY + 11 * HOUR, HOUR, _ -> 0);
    assertThat(shop.alerts).isPositive();
  }

  @Test
  void zeros_of_a_sensor_that_is_off_at_night_can_be_none() {
    Missing off = new Missing(StandIn.NOTHING, 0, true);
    DataRules rules = new DataRules(Lateness.NONE, off, ValuesAre.LEVEL, "");
    Model model = Prepared.of(Auto.DEFAULT, rules).newModel(ONE_FEATURE);
    for (long time = 0; time < 20 * DAY; time += STEP) {
      double value = isNight(time, ZoneOffset.UTC) ? 0 : 20 + random.nextGaussian();
      Score score = model.score(new double[] {value}, time);
      assertThat(score instanceof Score.Unscorable).isEqualTo(value == 0);
      model.learn(new double[] {value}, time);
    }

    assertThat(model.pointsLearned()).isEqualTo(20 * 16 * 12);
    assertThat(model.explain(new double[] {20}, 20 * DAY + 12 * HOUR).expected(0))
        .isBetween(19.0, 21.0);
  }

  private double orders(long time) {
    return isNight(time, ZoneOffset.UTC) ? 0 : poisson(20 + 20 * Math.sin(Math.PI * dayPart(time)));
  }

  private static double dayPart(long time) {
    return (Math.floorMod(time, DAY) - 6.0 * HOUR) / (16 * HOUR);
  }

  // ---- Daylight saving.

  @Test
  void a_change_of_clocks_shifts_no_pattern_of_its_zone() {
    int utc = alertsAfterChange("", SPRING);

    assertThat(utc).as("alerts in four series, by UTC").isGreaterThan(8);
    assertThat(alertsAfterChange("Europe/Berlin", SPRING)).isZero();
  }

  /** A night that is really an hour longer is odd to views that look at no clock. */
  @Test
  void in_autumn_one_night_is_longer_and_that_is_all() {
    int utc = alertsAfterChange("", AUTUMN);

    assertThat(utc).as("alerts in four series, by UTC").isGreaterThan(8);
    assertThat(3 * alertsAfterChange("Europe/Berlin", AUTUMN)).isLessThan(utc);
  }

  /**
   * In the four days after, of four series of what goes up at six and down at ten by the clocks of
   * Berlin.
   */
  private int alertsAfterChange(String zone, LocalDate change) {
    DataRules rules = new DataRules(Lateness.NONE, Missing.NONE, ValuesAre.LEVEL, zone);
    long clocks = change.atStartOfDay(BERLIN).toInstant().toEpochMilli();
    LongToDoubleFunction warmth =
        time -> (isNight(time, BERLIN) ? 16 : 21) + 0.1 * random.nextGaussian();
    int alerts = 0;
    for (int i = 0; i < 4; i++) {
      Series heating = new Series(Prepared.of(Auto.DEFAULT, rules));
      heating.run(clocks - 42 * DAY, 42 * DAY, warmth);
      heating.forget();
      heating.run(clocks, 4 * DAY, warmth);
      alerts += heating.alerts;
    }
    return alerts;
  }

  // ---- Irregular and missing times.

  @Test
  void records_at_irregular_times_are_judged_by_their_own() {
    Series regular = new Series(Auto.DEFAULT);
    Series irregular = new Series(Auto.DEFAULT);
    long end = 40 * DAY;
    regular.run(0, end, this::tide);
    for (long time = 0; time < end; time += 1 + (long) (2 * STEP * random.nextDouble())) {
      irregular.take(tide(time), time);
    }

    assertThat(irregular.alerts).isLessThanOrEqualTo(regular.alerts + 5).isLessThan(10);
    double high = 10;
    assertThat(irregular.raw(high, end + 18 * HOUR))
        .isGreaterThan(irregular.raw(high, end + 6 * HOUR));
  }

  @Test
  void records_without_times_among_others_do_no_harm() {
    Series series = new Series(Auto.DEFAULT);
    for (long time = 0; time < 40 * DAY; time += STEP) {
      series.take(tide(time), time / STEP % 3 == 0 ? Rows.NO_TIME : time);
    }

    assertThat(series.alerts).isLessThan(10);
    assertThat(series.raw(10, 40 * DAY + 18 * HOUR))
        .isGreaterThan(series.raw(10, 40 * DAY + 6 * HOUR));
  }

  private double tide(long time) {
    return 10 * Math.sin(2 * Math.PI * Math.floorMod(time, DAY) / DAY) + random.nextGaussian();
  }

  // ---- Constant, discrete and low counts.

  @Test
  void low_counts_keep_their_budget_and_a_burst_is_odd() {
    AlertBudget weekly = AlertBudget.about("1 per week");
    int alerts = 0;
    for (int i = 0; i < 5; i++) {
      Series clicks = new Series(AlertPolicyDetector.of(Auto.DEFAULT, weekly, AlertFilter.NONE));
      clicks.run(0, 5_000 * STEP, _ -> poisson(0.3));
      clicks.forget();
      clicks.run(5_000 * STEP, 70 * DAY - 5_000 * STEP, _ -> poisson(0.3));
      alerts += clicks.alerts;
      clicks.forget();
      clicks.run(70 * DAY, 4 * STEP, _ -> 9);
      assertThat(clicks.alerts).isPositive();
    }

    // The budget of five series in 52 days is 37.
    assertThat(alerts).isBetween(18, 75);
  }

  @Test
  void a_discrete_series_alarms_when_a_new_value_comes() {
    Series valve = new Series(Auto.DEFAULT);
    valve.run(0, 28 * DAY, _ -> random.nextInt(3));

    for (int known = 0; known < 3; known++) {
      assertThat(valve.raw(known, 28 * DAY)).isLessThan(Consensus.THRESHOLD);
    }
    assertThat(valve.raw(7, 28 * DAY)).isGreaterThan(Consensus.THRESHOLD);
  }

  /** Alerts are counted as the engine counts them. */
  private static final class Series {
    private final Model model;
    private final Incident incident = new Incident();
    private int alerts;

    Series(Detector detector) {
      model = detector.newModel(ONE_FEATURE);
    }

    void run(long from, long length, LongToDoubleFunction value) {
      for (long time = from; time < from + length; time += STEP) {
        take(value.applyAsDouble(time), time);
      }
    }

    void take(double value, long time) {
      double[] point = {value};
      double alert = model.score(point, time) instanceof Score.Ready ready ? ready.alert() : 0;
      Transition transition = incident.observe(alert, IncidentRule.DEFAULT);
      alerts += transition == Transition.OPENED || transition == Transition.AGAIN ? 1 : 0;
      model.learn(point, time);
    }

    double raw(double value, long time) {
      return ((Score.Ready) model.score(new double[] {value}, time)).raw();
    }

    void forget() {
      alerts = 0;
    }
  }

  private static boolean isNight(long time, ZoneId zone) {
    int hour = ZonedDateTime.ofInstant(Instant.ofEpochMilli(time), zone).getHour();
    return hour < 6 || hour >= 22;
  }

  private static long at(int year, int month, int day, ZoneId zone) {
    return LocalDate.of(year, month, day).atStartOfDay(zone).toInstant().toEpochMilli();
  }

  private double poisson(double mean) {
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }
}
