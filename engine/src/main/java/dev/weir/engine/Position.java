package dev.weir.engine;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A place in a source, behind some record: meaningful only to the source that made it. Survives
 * restarts, so it names nothing that a restart changes. Two positions are equal if their texts are.
 * Immutable; safe to use from several threads.
 */
public final class Position {

  private final @Nullable Supplier<String> writer;
  private volatile @Nullable String text;

  /** A position with this text. */
  public Position(String value) {
    this.writer = null;
    this.text = value;
  }

  private Position(Supplier<String> writer) {
    this.writer = writer;
    this.text = null;
  }

  /**
   * A position whose text is made when it is first asked for. A source gives one position per poll,
   * and a checkpoint asks for one of many.
   *
   * @param writer a function of immutable values; called from any thread, possibly more than once
   */
  public static Position deferred(Supplier<String> writer) {
    return new Position(writer);
  }

  /** The text of the position. */
  public String value() {
    String known = text;
    if (known == null) {
      Supplier<String> later = writer;
      if (later == null) {
        throw new IllegalStateException("a position has a text or makes one");
      }
      known = later.get();
      text = known;
    }
    return known;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Position position && value().equals(position.value());
  }

  @Override
  public int hashCode() {
    return value().hashCode();
  }

  @Override
  public String toString() {
    return value();
  }
}
