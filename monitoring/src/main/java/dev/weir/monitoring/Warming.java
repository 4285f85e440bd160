package dev.weir.monitoring;

/**
 * Counts the series whose models cannot judge yet.
 *
 * @param series how many
 * @param needed how many records the one that needs most said it needs; 0 if there is none
 */
public record Warming(long series, long needed) {

  public static final Warming NONE = new Warming(0, 0);

  public Warming plus(Warming other) {
    return new Warming(series + other.series, Math.max(needed, other.needed));
  }
}
