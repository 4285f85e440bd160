package dev.weir.connectors.inference;

import dev.weir.connectors.inference.setup.Setup;
import dev.weir.connectors.text.lines.LineFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The form of a text: its format, and the names of its columns or of the fields of its first
 * record. Texts of one form are read alike. One and the same text has the same form when it has
 * grown.
 *
 * @param text of any length, with any characters
 * @param ofFirstLine whether the first line alone, a header, says it
 */
public record Shape(String text, boolean ofFirstLine) {

  private static final String BETWEEN = "\u001f";

  /**
   * The form of a text that begins with these bytes.
   *
   * @param whole whether the text has nothing behind them
   */
  public static Shape of(byte[] beginning, boolean whole, Setup setup) {
    Sample sample = Sample.of(beginning, whole, setup);
    LineFormat format = setup.format().orElse(Inference.formatOf(sample));
    return switch (format) {
      case CSV -> csv(CsvInference.lines(sample, setup), setup);
      case JSONL -> json(sample);
    };
  }

  private static Shape csv(List<String> lines, Setup setup) {
    Dialect dialect = Dialect.of(lines, setup.separator());
    char decimal = CsvInference.decimal(lines, dialect, setup);
    Optional<Header> header = Header.of(lines, dialect, decimal == Decimal.OPEN ? '.' : decimal);
    List<String> parts = new ArrayList<>();
    parts.add("csv");
    parts.add(String.valueOf(dialect.separator()));
    parts.add(Integer.toString(dialect.width()));
    header.ifPresent(found -> parts.addAll(found.names()));
    boolean first =
        header.isPresent()
            && !header.get().names().isEmpty()
            && header.get().asItStands()
            && header.get().skip() == 0;
    return new Shape(String.join(BETWEEN, parts), first);
  }

  private static Shape json(Sample sample) {
    List<String> parts = new ArrayList<>(List.of("jsonl"));
    sample.lines().stream()
        .map(JsonInference::names)
        .filter(names -> !names.isEmpty())
        .findFirst()
        .ifPresent(names -> parts.addAll(new TreeSet<>(names)));
    return new Shape(String.join(BETWEEN, parts), false);
  }
}
