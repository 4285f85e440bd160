package dev.weir.connectors.ingest;

import dev.weir.engine.Position;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a journal, such as {@code 1200}, or {@code 1200-30} if 30 lines before it were gone
 * before they were read.
 *
 * @param line number of the last line that was read
 * @param gone lines that were gone
 */
record IngestPosition(long line, long gone) {

  static final IngestPosition BEGINNING = new IngestPosition(0, 0);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})(?:-(\\d{1,18}))?");

  static IngestPosition of(Position position) throws IOException {
    Matcher text = TEXT.matcher(position.value());
    if (!text.matches()) {
      throw new IOException(
          "'%s' is not a place in a journal of batches, such as 1200".formatted(position.value()));
    }
    long gone = text.group(2) == null ? 0 : Long.parseLong(text.group(2));
    return new IngestPosition(Long.parseLong(text.group(1)), gone);
  }

  Position position() {
    return new Position(gone == 0 ? Long.toString(line) : line + "-" + gone);
  }
}
