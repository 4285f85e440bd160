package dev.weir.alerting.webhook;

/** A text that must not be seen. */
public final class Secret {

  private final String text;

  /** Hides a text. */
  public Secret(String text) {
    this.text = text;
  }

  /** The text itself: only for whom it is meant for. */
  String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "***";
  }
}
