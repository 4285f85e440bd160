package dev.weir.chaos.random.drawn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A configuration, its records and its faults, all drawn from one seed.
 *
 * @param rules settings that detections depend on
 * @param lives of the process, in order; the last reads what is left and stops
 * @param outputs sinks and receivers beside those that the audit needs
 * @param neighbour whether a further source fails again and again
 */
public record Drawn(
    long seed,
    List<String> rules,
    List<DrawnSource> sources,
    List<Life> lives,
    Outputs outputs,
    boolean neighbour) {

  /** Records of all sources together. */
  private static final int MOST_RECORDS = 6_000;

  public static Drawn draw(long seed) {
    Draw draw = Draw.of(seed, 0);
    List<String> rules = Rules.draw(draw);
    int count = draw.oneOf(List.of(1, 1, 2, 2, 3, 4));
    List<DrawnSource> sources = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int records = draw.between(200, MOST_RECORDS / count);
      sources.add(DrawnSource.draw(Draw.of(seed, 100 + i), seed * 31 + i, i, records));
    }
    boolean redis = sources.stream().anyMatch(source -> source.kind().isRedis());
    Draw lifeDraw = Draw.of(seed, 1);
    return new Drawn(
        seed,
        rules,
        List.copyOf(sources),
        lives(lifeDraw, redis),
        Outputs.draw(Draw.of(seed, 2)),
        Draw.of(seed, 3).chance(0.15));
  }

  private static List<Life> lives(Draw draw, boolean redis) {
    int restarts = draw.oneOf(List.of(0, 1, 1, 2, 2, 3, 4, 5));
    List<Double> ends = new ArrayList<>();
    for (int i = 0; i < restarts; i++) {
      ends.add(draw.between(0.02, 0.95));
    }
    Collections.sort(ends);
    List<Life> lives = new ArrayList<>();
    List<Fault> faults =
        new ArrayList<>(
            List.of(
                Fault.KILL,
                Fault.KILL,
                Fault.KILL_AT_START,
                Fault.STOP,
                Fault.KILL_AND_FLIP,
                Fault.PAUSE_AND_KILL));
    if (redis) {
      faults.add(Fault.REDIS_RESTART);
    }
    for (double end : ends) {
      lives.add(Life.draw(draw, end, draw.oneOf(faults)));
    }
    lives.add(Life.draw(draw, 1, Fault.STOP));
    return List.copyOf(lives);
  }

  public int records() {
    return sources.stream().mapToInt(source -> source.shape().count()).sum();
  }

  /** All detectors, in the order of the file. */
  public List<DrawnDetector> detectors() {
    return sources.stream().flatMap(source -> source.detectors().stream()).toList();
  }

  /** In a line. */
  public String summary() {
    String kinds = sources.stream().map(DrawnSource::summary).collect(Collectors.joining(", "));
    String types =
        detectors().stream().map(DrawnDetector::type).distinct().collect(Collectors.joining(", "));
    String faults =
        lives.subList(0, lives.size() - 1).stream()
            .map(life -> life.fault().name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .collect(Collectors.joining(", "));
    return "%d records; %s; %s; faults: %s%s"
        .formatted(
            records(),
            kinds,
            types,
            faults.isEmpty() ? "none" : faults,
            neighbour ? "; a failing neighbour" : "");
  }

  /**
   * Returns this configuration after these reductions, each a key of {@link #reductions} at its
   * turn.
   */
  public Drawn reducedBy(List<String> tokens) {
    Drawn reduced = this;
    for (String token : tokens) {
      Drawn next = reduced.reductions().get(token);
      if (next == null) {
        throw new IllegalArgumentException(
            "seed %d has no reduction '%s' here; it has %s"
                .formatted(seed, token, reduced.reductions().keySet()));
      }
      reduced = next;
    }
    return reduced;
  }

  /** Smaller configurations by name, those first that take away most. */
  public Map<String, Drawn> reductions() {
    Map<String, Drawn> all = new LinkedHashMap<>();
    if (neighbour) {
      all.put("neighbour", new Drawn(seed, rules, sources, lives, outputs, false));
    }
    for (int i = 0; i < sources.size() && sources.size() > 1; i++) {
      all.put(sources.get(i).name(), withSources(without(sources, i)));
    }
    for (int i = 0; i < lives.size() - 1; i++) {
      all.put("life" + i, withLives(without(lives, i)));
    }
    if (!outputs.equals(Outputs.NONE)) {
      all.put("outputs", new Drawn(seed, rules, sources, lives, Outputs.NONE, neighbour));
    }
    for (int i = 0; i < sources.size(); i++) {
      reduceSource(i, all);
    }
    for (int i = 0; i < lives.size(); i++) {
      if (!lives.get(i).settings().isEmpty()) {
        Life life = lives.get(i);
        all.put(
            "settings" + i,
            withLives(
                replaced(
                    lives,
                    i,
                    new Life(
                        List.of(),
                        life.until(),
                        life.before(),
                        life.fault(),
                        life.moment(),
                        false,
                        false))));
      }
    }
    for (int i = 0; i < rules.size(); i++) {
      String key = rules.get(i).substring(0, rules.get(i).indexOf(' '));
      if (!key.equals("engine.model-update-frequency") && !key.equals("engine.refit-lag")) {
        all.put(key, new Drawn(seed, without(rules, i), sources, lives, outputs, neighbour));
      }
    }
    return all;
  }

  private void reduceSource(int index, Map<String, Drawn> all) {
    DrawnSource source = sources.get(index);
    Shape shape = source.shape();
    Function<DrawnSource, Drawn> with = other -> withSources(replaced(sources, index, other));
    String name = source.name() + ".";
    if (shape.count() >= 20) {
      all.put(name + "half", with.apply(source.with(shape.withCount(shape.count() / 2))));
      all.put(name + "less", with.apply(source.with(shape.withCount(shape.count() * 9 / 10))));
    }
    if (source.kind() != DrawnSource.Kind.FILE) {
      all.put(name + "file", with.apply(source.with(DrawnSource.Kind.FILE)));
    }
    if (shape.series() > 1) {
      all.put(name + "series", with.apply(source.with(shape.withSeries(shape.series() / 2))));
    }
    if (shape.features() > 1) {
      all.put(name + "features", with.apply(source.with(shape.withFeatures(shape.features() - 1))));
    }
    if (!shape.equals(shape.plain())) {
      all.put(name + "plain", with.apply(source.with(shape.plain())));
    }
    List<DrawnDetector> detectors = source.detectors();
    for (int i = 0; i < detectors.size(); i++) {
      if (detectors.size() > 1) {
        all.put(name + "d" + i, with.apply(source.with(without(detectors, i))));
      }
      for (int option = 0; option < detectors.get(i).options().size(); option++) {
        String key = detectors.get(i).options().get(option);
        DrawnDetector less = detectors.get(i).without(option);
        all.put(
            name + "d" + i + "." + key.substring(0, key.indexOf(' ')),
            with.apply(source.with(replaced(detectors, i, less))));
      }
    }
  }

  private Drawn withSources(List<DrawnSource> others) {
    return new Drawn(seed, rules, others, lives, outputs, neighbour);
  }

  private Drawn withLives(List<Life> others) {
    return new Drawn(seed, rules, sources, others, outputs, neighbour);
  }

  private static <T> List<T> without(List<T> list, int index) {
    List<T> left = new ArrayList<>(list);
    left.remove(index);
    return List.copyOf(left);
  }

  private static <T> List<T> replaced(List<T> list, int index, T by) {
    List<T> changed = new ArrayList<>(list);
    changed.set(index, by);
    return List.copyOf(changed);
  }
}
