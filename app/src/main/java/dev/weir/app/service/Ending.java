package dev.weir.app.service;

/**
 * How the service ended.
 *
 * @param message what a person should know; empty if all went well
 */
public record Ending(int exitCode, String message) {

  /** As it should. */
  public static final Ending WELL = new Ending(0, "");
}
