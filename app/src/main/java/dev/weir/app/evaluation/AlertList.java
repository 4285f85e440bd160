package dev.weir.app.evaluation;

import dev.weir.app.score.ScoreInput;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import dev.weir.series.SeriesEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The alerts of all files of a scoring run, gathered while it goes on. Of each file it keeps the
 * {@link #MOST_OF_A_FILE} most severe, the earlier ones of equal severity, and none of a file that
 * was given up half way. Safe for threads.
 */
public final class AlertList {

  /** How many alerts of a file are kept. */
  static final int MOST_OF_A_FILE = 1_000;

  /** The alert that is left out first comes first: the mildest, and of these the latest. */
  private static final Comparator<ListedAlert> LEFT_OUT_FIRST =
      Comparator.comparing(ListedAlert::severity)
          .thenComparing(ListedAlert::number, Comparator.reverseOrder());

  /**
   * The alerts of one file.
   *
   * @param kept in the order of the file
   * @param all how many there are
   */
  record OfFile(String file, List<ListedAlert> kept, long all) {}

  private final List<ScoreInput> inputs;
  private final Map<String, OfFile> last = new ConcurrentHashMap<>();
  private final Set<String> givenUp = ConcurrentHashMap.newKeySet();

  /** Of these files. */
  public AlertList(List<ScoreInput> inputs) {
    this.inputs = List.copyOf(inputs);
  }

  /** Gathers the alerts of one of the files. A file that is scored again replaces them. */
  public Sink sink(ScoreInput input) {
    return new AlertSink(input.name());
  }

  /** The file of this name is not scored to its end. */
  public void giveUp(String file) {
    givenUp.add(file);
  }

  /** Of the files that were scored to their ends, in their order. */
  List<OfFile> files() {
    return inputs.stream()
        .filter(input -> !givenUp.contains(input.name()))
        .flatMap(input -> Stream.ofNullable(last.get(input.name())))
        .toList();
  }

  /** The files that were given up, in their order. */
  List<String> givenUp() {
    return inputs.stream().map(ScoreInput::name).filter(givenUp::contains).toList();
  }

  /** The most severe of all files, at most so many, in the order of {@link #files}. */
  static List<OfFile> mostSevere(List<OfFile> files, int most) {
    record Placed(String file, int place, ListedAlert alert) {}
    Comparator<Placed> keptFirst =
        Comparator.comparing(
                (Placed placed) -> placed.alert().severity(), Comparator.reverseOrder())
            .thenComparingInt(Placed::place)
            .thenComparingLong(placed -> placed.alert().number());
    List<Placed> chosen =
        IntStream.range(0, files.size())
            .boxed()
            .flatMap(place ->
                files.get(place).kept().stream()
                    .map(alert -> new Placed(files.get(place).file(), place, alert)))
            .sorted(keptFirst)
            .limit(most)
            .toList();
    return files.stream()
        .map(file ->
            new OfFile(
                file.file(),
                chosen.stream()
                    .filter(placed -> placed.file().equals(file.file()))
                    .map(Placed::alert)
                    .sorted(Comparator.comparingLong(ListedAlert::number))
                    .toList(),
                file.all()))
        .toList();
  }

  private final class AlertSink implements Sink {

    private final String file;

    AlertSink(String file) {
      this.file = file;
    }

    @Override
    public String name() {
      return "alerts of " + file;
    }

    @Override
    public Writer open(String pipeline) {
      return new Writer() {
        private final PriorityQueue<ListedAlert> kept = new PriorityQueue<>(LEFT_OUT_FIRST);
        private long all;

        @Override
        public void write(Batch batch) {
          for (SeriesEvent event : batch.events()) {
            ListedAlert.of(all, batch, event).ifPresent(this::add);
          }
        }

        private void add(ListedAlert alert) {
          all++;
          kept.add(alert);
          if (kept.size() > MOST_OF_A_FILE) {
            kept.remove();
          }
        }

        @Override
        public void flush() {
          // Nothing outlives the run.
        }

        @Override
        public void close() {
          List<ListedAlert> inOrder =
              kept.stream().sorted(Comparator.comparingLong(ListedAlert::number)).toList();
          last.put(file, new OfFile(file, inOrder, all));
        }
      };
    }
  }
}
