package dev.weir.connectors.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps that followed from one look at the files.
 *
 * @param number counts the decisions of a source, from 1
 * @param first number of its first step among those of all parts with this number, from 0: a record
 *     of the log has room for some hundred files
 */
record Decision(long number, int first, List<Step> steps) {

  String text() {
    StringBuilder text = new StringBuilder().append(number).append(' ').append(first);
    steps.forEach(step -> text.append(' ').append(Codec.text(step)));
    return text.toString();
  }

  static Decision of(String text) throws IOException {
    String[] parts = text.split(" ", -1);
    List<Step> steps = new ArrayList<>();
    try {
      for (int i = 2; i < parts.length; i++) {
        steps.add(Codec.step(parts[i]));
      }
      return new Decision(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), steps);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IOException("'%s' is not a decision about files".formatted(text), e);
    }
  }
}
