package dev.weir.monitoring.health;

/** How a component is. Ordered by {@link #rank}: what is not known to be up is not up. */
public sealed interface Health {

  /** It does what it should. */
  record Up() implements Health {}

  /** It does what it should, but not as well as it should. */
  record Degraded(String reason) implements Health {}

  /** It does not do what it should. */
  record Down(String reason) implements Health {}

  static Health up() {
    return new Up();
  }

  /** 0 up, 1 degraded, 2 down. */
  default int rank() {
    return switch (this) {
      case Up unused -> 0;
      case Degraded unused -> 1;
      case Down unused -> 2;
    };
  }

  /** As logs and the API write it. */
  default String state() {
    return switch (this) {
      case Up unused -> "up";
      case Degraded unused -> "degraded";
      case Down unused -> "down";
    };
  }

  /** Why it is not up; empty if it is. */
  default String reason() {
    return switch (this) {
      case Up unused -> "";
      case Degraded(String reason) -> reason;
      case Down(String reason) -> reason;
    };
  }

  /** Returns this state with another reason; up has none. */
  default Health because(String reason) {
    return switch (this) {
      case Up up -> up;
      case Degraded unused -> new Degraded(reason);
      case Down unused -> new Down(reason);
    };
  }

  /** The worse of two; this one if they are equally bad. */
  default Health worse(Health other) {
    return other.rank() > rank() ? other : this;
  }
}
