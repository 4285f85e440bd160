package dev.weir.settings.hocon;

import com.typesafe.config.ConfigOrigin;
import java.util.ArrayList;
import java.util.List;

/** The problems of a configuration, gathered so that all are reported at once. */
public final class Problems {

  private final List<String> problems = new ArrayList<>();

  /** Something is wrong at a place. */
  public void add(ConfigOrigin origin, String problem) {
    problems.add(place(origin) + ": " + Redaction.address(problem));
  }

  /** Something is wrong that has no place. */
  public void add(String problem) {
    problems.add(Redaction.address(problem));
  }

  public boolean isEmpty() {
    return problems.isEmpty();
  }

  public List<String> list() {
    return List.copyOf(problems);
  }

  private static String place(ConfigOrigin origin) {
    String name = origin.filename() == null ? origin.description() : origin.filename();
    return origin.lineNumber() > 0 && origin.filename() != null
        ? name + ":" + origin.lineNumber()
        : name;
  }
}
