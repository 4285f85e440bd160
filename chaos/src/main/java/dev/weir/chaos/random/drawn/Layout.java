package dev.weir.chaos.random.drawn;

import java.util.List;

/**
 * How the records of a source are written.
 *
 * @param csv CSV lines; otherwise JSON lines
 * @param separator between the cells of CSV lines
 * @param renamed whether columns have names of their own, which the configuration says
 * @param swapped whether every second file of a rotated source has its columns in another order
 * @param files in a folder or of a compressed source
 * @param rotations over the life of a rotated source
 */
public record Layout(
    boolean csv,
    char separator,
    Times times,
    boolean labels,
    boolean renamed,
    boolean swapped,
    int files,
    int rotations,
    Rotation rotation) {

  /** How times are written. */
  public enum Times {
    ISO,
    SECONDS,
    MILLIS
  }

  /** Where a rotated file goes. */
  public enum Rotation {
    /** {@code name.1}, {@code name.2} and so on: beside what the path names. */
    SHIFTED,
    /** Under a name that the pattern of the path matches as well. */
    DATED,
    /** {@code name.1.gz}: compressed while Weir is down, else as {@link #SHIFTED}. */
    COMPRESSED
  }

  static Layout draw(Draw draw, Shape shape) {
    return new Layout(
        draw.chance(0.5),
        draw.oneOf(List.of(',', ',', ';', '\t')),
        shape.stepMillis() % 1_000 == 0
            ? draw.oneOf(List.of(Times.values()))
            : draw.oneOf(List.of(Times.ISO, Times.MILLIS)),
        draw.chance(0.5),
        draw.chance(0.3),
        draw.chance(0.3),
        draw.between(1, 4),
        draw.between(1, 5),
        draw.oneOf(List.of(Rotation.SHIFTED, Rotation.DATED, Rotation.COMPRESSED)));
  }
}
