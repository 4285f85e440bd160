package dev.weir.detectors.mahalanobis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.detectors.AnomalyScore;
import dev.weir.detectors.Detector;
import dev.weir.detectors.DetectorContract;
import dev.weir.detectors.Explanation;
import dev.weir.detectors.Model;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.Rows;
import dev.weir.detectors.Score;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalendarReferenceTest extends DetectorContract {

  private static final CalendarReference CALENDAR =
      new CalendarReference(MahalanobisReference.DEFAULT);
  private static final ModelSetup TWO = new ModelSetup(2, 0, 256, 500);
  private static final long TEN_MINUTES = 600_000;

  @Override
  protected Detector detector() {
    return CALENDAR;
  }

  @Test
  void a_value_that_is_usual_at_another_hour_is_found_at_once() {
    for (int seed = 1; seed <= 6; seed++) {
      Season season = new Season(seed, CALENDAR);
      season.pass(2_000);
      long night = season.records / 144 * 144 + 108;
      season.pass((int) (night + 144 - season.records));

      // The trough of the day is 15; 25 is usual 12 hours later.
      assertThat(season.alert(season.next(10))).as("seed %d", seed).isTrue();
    }
  }

  @Test
  void the_band_is_that_of_the_hour() {
    Season season = new Season(1, CALENDAR);
    season.pass(2_000);
    double[] odd = season.next(12);

    Explanation why = season.model.explain(odd, season.time());

    assertThat(why.expected(0)).isCloseTo(season.usual(), within(1.0));
    assertThat(why.high(0) - why.low(0)).isLessThan(10);
    assertThat(why.attribution(0)).isGreaterThan(0.8);
  }

  @Test
  void seasonal_records_give_few_alerts() {
    int alerts = 0;
    for (int seed = 1; seed <= 6; seed++) {
      Season season = new Season(seed, CALENDAR);
      for (int i = 0; i < 5_000; i++) {
        alerts += season.alert(season.next(0)) ? 1 : 0;
      }
    }

    // 45 are asked for in the 30,000 records.
    assertThat(alerts).isLessThan(90);
  }

  @Test
  void without_times_it_judges_as_the_reference_does() {
    Model calendar = CALENDAR.newModel(TWO);
    Model plain = MahalanobisReference.DEFAULT.newModel(TWO);
    Season season = new Season(3, CALENDAR);
    for (int i = 0; i < 3_000; i++) {
      double[] point = season.next(i % 500 == 499 ? 12 : 0);
      season.records++;
      assertThat(calendar.score(point, Rows.NO_TIME)).isEqualTo(plain.score(point, Rows.NO_TIME));
      calendar.learn(point, Rows.NO_TIME);
      plain.learn(point, Rows.NO_TIME);
    }
  }

  @Test
  void a_saved_reference_goes_on_and_begins_a_calendar() {
    Season before = new Season(4, MahalanobisReference.DEFAULT);
    before.pass(1_500);
    Season after = new Season(4, CALENDAR);
    after.model = CALENDAR.restore(TWO, before.model.state());
    after.pass(1);
    before.pass(1);
    double[] point = before.next(0);

    assertThat(after.model.pointsLearned()).isEqualTo(1_501);
    assertThat(after.model.score(point, before.time()))
        .isEqualTo(before.model.score(point, before.time()));
  }

  @Test
  void a_lasting_shift_is_the_new_normal_of_the_hours() {
    Season season = new Season(5, CALENDAR);
    season.pass(2_000);
    int late = 0;
    for (int i = 0; i < 4_000; i++) {
      boolean alert = season.alert(season.next(3));
      late += i >= 1_500 && alert ? 1 : 0;
    }

    assertThat(late).isLessThan(20);
  }

  /** Two features every ten minutes: a day of amplitude 5 around 20 with noise 0.3, and noise. */
  private static final class Season {
    private final Random random;
    private Model model;
    private long records;

    Season(int seed, Detector detector) {
      random = new Random(seed);
      model = detector.newModel(TWO);
    }

    long time() {
      return 1_772_323_200_000L + records * TEN_MINUTES;
    }

    double usual() {
      return 20 + 5 * Math.sin(records / 144.0 * 2 * Math.PI);
    }

    double[] next(double more) {
      return new double[] {
        usual() + more + 0.3 * random.nextGaussian(), 1013 + 2 * random.nextGaussian()
      };
    }

    void pass(int count) {
      for (int i = 0; i < count; i++) {
        alert(next(0));
      }
    }

    /** Judges and learns a record. */
    boolean alert(double[] point) {
      boolean alert =
          model.score(point, time()) instanceof Score.Ready ready
              && ready.alert() >= AnomalyScore.ALERT;
      model.learn(point, time());
      records++;
      return alert;
    }
  }
}
