package dev.weir.engine;

import java.io.IOException;
import java.util.List;

/**
 * The decisions of a source that its records alone do not determine, such as which of two growing
 * files is read first. A source appends a decision before the first record that depends on it
 * leaves the source, and follows the log when it reads the same records again after a crash. Used
 * by one thread at a time.
 */
public interface DecisionLog {

  /** All decisions, the oldest first. */
  List<String> read() throws IOException;

  /** Adds a decision; when this returns it is as durable as the log can make it. */
  void append(String decision) throws IOException;

  /** Replaces the content of the log, in one step that a crash does not tear. */
  void replace(List<String> decisions) throws IOException;

  /** A log that keeps nothing: for sources that are not read again. */
  static DecisionLog none() {
    return new DecisionLog() {
      @Override
      public List<String> read() {
        return List.of();
      }

      @Override
      public void append(String decision) {
        // Nothing reads it.
      }

      @Override
      public void replace(List<String> decisions) {
        // Nothing reads it.
      }
    };
  }

  /** A view of a log that follows it and adds nothing. */
  static DecisionLog readOnly(DecisionLog log) {
    return new DecisionLog() {
      @Override
      public List<String> read() throws IOException {
        return log.read();
      }

      @Override
      public void append(String decision) {
        // The log belongs to the process that runs the source.
      }

      @Override
      public void replace(List<String> decisions) {
        // The log belongs to the process that runs the source.
      }
    };
  }
}
