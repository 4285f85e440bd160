package dev.weir.connectors;

/** A text that is never shown: wherever it would be printed there are three stars. */
public final class Secret {

  /** No secret. */
  public static final Secret NONE = new Secret("");

  private final String text;

  public Secret(String text) {
    this.text = text;
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }

  /** The text itself, for whoever it is meant for and nobody else. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "***";
  }
}
