package dev.weir.app.recommend;

import com.typesafe.config.Config;
import dev.weir.app.score.ScoreInput;
import dev.weir.settings.hocon.ConfigurationException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * Measures all candidates on the records of files, one behind the other. Another thread may ask for
 * what is done so far.
 */
public final class Recommendation {

  /** Seeds of what is drawn: the same data gives the same anomalies and the same intervals. */
  private static final long SEED = 20_261_201;

  private final Dataset data;
  private final List<Candidate> candidates;
  private final List<Measured> measured = new ArrayList<>();
  private final List<String> notMeasured = new ArrayList<>();

  private Recommendation(Dataset data, List<Candidate> candidates) {
    this.data = data;
    this.candidates = List.copyOf(candidates);
  }

  /**
   * Reads the files, and puts anomalies into them if they have no labels.
   *
   * @param base what a configuration says of the engine
   * @param rows records that are taken at most
   * @param warnings of the reading, in sentences
   * @throws ConfigurationException if a setting of {@code base} is refused
   */
  public static Recommendation of(
      List<ScoreInput> files, Config base, int rows, Consumer<String> warnings)
      throws IOException, InterruptedException, ConfigurationException {
    Dataset read = new DatasetReader(rows, warnings).read(files);
    return of(read, Candidates.all(base));
  }

  static Recommendation of(Dataset read, List<Candidate> candidates) {
    return new Recommendation(read.events() > 0 ? read : Injection.into(read, SEED), candidates);
  }

  /** Whether there is a record to measure with. */
  public boolean isEmpty() {
    return data.records() == 0;
  }

  /** How many candidates there are. */
  public int size() {
    return candidates.size();
  }

  /**
   * Measures the candidates in their order.
   *
   * @param budget after this time no more is begun, and what is under way is given up
   * @param nanoTime a clock in nanoseconds
   * @param done receives how many candidates are done, after each
   */
  public void run(Duration budget, LongSupplier nanoTime, IntConsumer done) {
    long begun = nanoTime.getAsLong();
    int finished = 0;
    for (Candidate candidate : candidates) {
      if (candidate.selects() && data.features() < 2) {
        leaveOut(candidate, "there is one feature, and nothing to choose from");
      } else {
        CandidateRun run =
            new CandidateRun(
                candidate, data, nanoTime, () -> nanoTime.getAsLong() - begun > budget.toNanos());
        Optional<Measured> result = run.measure(SEED);
        result.ifPresent(this::add);
        if (result.isEmpty()) {
          leaveOut(candidate, "the time was over (--budget)");
        }
      }
      done.accept(++finished);
    }
  }

  private synchronized void add(Measured one) {
    measured.add(one);
  }

  private synchronized void leaveOut(Candidate candidate, String reason) {
    notMeasured.add("%s: %s".formatted(candidate.name(), reason));
  }

  Dataset data() {
    return data;
  }

  /** Lists the measurements so far, in the order of the candidates. */
  synchronized List<Measured> measured() {
    return List.copyOf(measured);
  }

  /** Lists the candidates without a measurement, with the reason, in sentences. */
  synchronized List<String> notMeasured() {
    return List.copyOf(notMeasured);
  }
}
