package dev.weir.connectors.ingest;

import dev.weir.engine.Position;
import dev.weir.series.EventTime;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a journal, such as {@code 1200I}, or {@code 1200-30I} if 30 lines before it were gone
 * before they were read.
 *
 * @param line number of the last line that was read
 * @param gone lines that were gone
 * @param timeKind whether times are instants (I) or numbers (N); empty before the first record
 * @param below whether a header with other columns stands before it in its batch (i or n)
 */
record IngestPosition(long line, long gone, Optional<EventTime> timeKind, boolean below) {

  static final IngestPosition BEGINNING = new IngestPosition(0, 0, Optional.empty(), false);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})(?:-(\\d{1,18}))?([INin])?");

  static IngestPosition of(Position position) throws IOException {
    Matcher text = TEXT.matcher(position.value());
    if (!text.matches()) {
      throw new IOException(
          "'%s' is not a place in a journal of batches, such as 1200I".formatted(position.value()));
    }
    long gone = text.group(2) == null ? 0 : Long.parseLong(text.group(2));
    String code = text.group(3) == null ? "" : text.group(3);
    Optional<EventTime> kind =
        switch (code.toUpperCase(Locale.ROOT)) {
          case "I" -> Optional.of(EventTime.INSTANT);
          case "N" -> Optional.of(EventTime.NUMBER);
          default -> Optional.empty();
        };
    boolean below = code.equals("i") || code.equals("n");
    return new IngestPosition(Long.parseLong(text.group(1)), gone, kind, below);
  }

  Position position() {
    String kind = timeKind.map(k -> k == EventTime.INSTANT ? "I" : "N").orElse("");
    String code = below ? kind.toLowerCase(Locale.ROOT) : kind;
    return new Position(line + (gone == 0 ? "" : "-" + gone) + code);
  }
}
