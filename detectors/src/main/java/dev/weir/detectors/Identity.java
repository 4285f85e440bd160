package dev.weir.detectors;

/**
 * A configuration as text: a name and its parameters in a fixed order, such as {@code
 * ZScore[window=20, threshold=2.5]}. Immutable.
 *
 * <p>The ids of detections and the decision whether a saved model fits its detector are hashes of
 * this text. Names and keys are therefore literals that stay as they are when a class, a component
 * or an enum constant is renamed.
 */
public final class Identity {

  private final String name;
  private final String parameters;

  private Identity(String name, String parameters) {
    this.name = name;
    this.parameters = parameters;
  }

  /** A configuration without parameters. */
  public static Identity of(String name) {
    return new Identity(name, "");
  }

  /** Adds a parameter behind those that are there. */
  public Identity with(String key, long value) {
    return with(key, Long.toString(value));
  }

  /** Adds a parameter behind those that are there, in the shortest text that reads back to it. */
  public Identity with(String key, double value) {
    return with(key, Double.toString(value));
  }

  /** Adds a parameter that is a configuration itself. */
  public Identity with(String key, Identity value) {
    return with(key, value.text());
  }

  /** Adds a parameter behind those that are there. */
  public Identity with(String key, String value) {
    String separator = parameters.isEmpty() ? "" : ", ";
    return new Identity(name, parameters + separator + key + '=' + value);
  }

  /** The text: equal for equal configurations, in every build. */
  public String text() {
    return name + '[' + parameters + ']';
  }

  @Override
  public String toString() {
    return text();
  }
}
