package dev.weir.chaos.random.drawn;

import java.util.ArrayList;
import java.util.List;

/**
 * A source of a drawn configuration and the detectors of its series.
 *
 * @param layout how its records are written
 */
public record DrawnSource(
    String name, Kind kind, Shape shape, Layout layout, List<DrawnDetector> detectors) {

  /** Where its records are. */
  public enum Kind {
    /** A file that grows. */
    FILE,
    /** A file that grows and is rotated by renaming, while Weir runs and while it does not. */
    ROTATED,
    /** A folder or pattern whose files grow by turns; some appear late. */
    FOLDER,
    /** Compressed files, complete from the start. */
    GZ,
    SIMULATOR,
    /** A stream that is read by position. */
    REDIS,
    /** A stream that is read through a group. */
    REDIS_GROUP;

    boolean isRedis() {
      return this == REDIS || this == REDIS_GROUP;
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          Kind.FILE,
          Kind.FILE,
          Kind.ROTATED,
          Kind.ROTATED,
          Kind.FOLDER,
          Kind.GZ,
          Kind.SIMULATOR,
          Kind.REDIS,
          Kind.REDIS_GROUP);

  static DrawnSource draw(Draw draw, long seed, int index, int records) {
    String name = "s" + index;
    Kind kind = draw.oneOf(KINDS);
    boolean ordered = kind != Kind.FOLDER;
    Shape shape = Shape.draw(draw, seed, name + "-", records, !ordered);
    Layout layout = Layout.draw(draw, shape);
    List<DrawnDetector> detectors = new ArrayList<>();
    if (draw.chance(0.4)) {
      detectors.add(DetectorDraw.draw(draw, name + "-0", ordered));
    }
    if (draw.chance(0.3)) {
      detectors.add(DetectorDraw.draw(draw, name + "-*1", ordered));
    }
    detectors.add(DetectorDraw.draw(draw, name + "*", ordered));
    return new DrawnSource(name, kind, shape, layout, List.copyOf(detectors));
  }

  DrawnSource with(Shape other) {
    return new DrawnSource(name, kind, other, layout, detectors);
  }

  DrawnSource with(List<DrawnDetector> others) {
    return new DrawnSource(name, kind, shape, layout, List.copyOf(others));
  }

  DrawnSource with(Kind other) {
    return new DrawnSource(name, other, shape, layout, detectors);
  }

  /** In a few words. */
  String summary() {
    return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')
        + (kind == Kind.SIMULATOR ? "" : layout.csv() ? " csv" : " jsonl");
  }
}
