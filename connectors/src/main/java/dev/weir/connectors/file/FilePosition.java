package dev.weir.connectors.file;

import dev.weir.connectors.file.content.Print;
import dev.weir.connectors.file.content.Stamp;
import dev.weir.engine.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a set of files. As text: the record in front of it, then what is needed to go on:
 * {@code boilers.csv:395 v2 3.1 0 0 0 0 /data FILE FILE}. A position of version 1, {@code 395@12345
 * #0 I hash name}, has one file: those with smaller names were read.
 *
 * @param decision number of the decision that is followed
 * @param step number of its step that is followed
 * @param current index of the file that is read; -1 for none
 * @param gaps how often the rest of a file could not be found
 * @param generation what files get whose name is not known: larger than those of all files that
 *     were forgotten
 * @param forgotten when the youngest file that was forgotten was written to, in nanoseconds since
 *     1970
 * @param folder of the set; empty in version 1
 * @param files in the order in which they were taken
 */
record FilePosition(
    long decision,
    int step,
    int current,
    long gaps,
    int generation,
    long forgotten,
    String folder,
    List<KnownFile> files) {

  static final FilePosition START = new FilePosition(0, 0, -1, 0, 0, 0, "", List.of());

  private static final Pattern VERSION_1 =
      Pattern.compile("(\\d+)@(-?\\d+) #(\\d+) ([IN?]) (\\w*) (.+)", Pattern.DOTALL);
  private static final String VERSION_2 = "v2";
  private static final int FIELDS = 8;
  private static final int VERSION_1_HEAD = 1024;

  /** Whether it was written by a version of the program that kept one file only. */
  boolean isVersion1() {
    return current == 0 && folder.isEmpty();
  }

  /** Whether it comes later; both must be of one source. */
  boolean isBehind(FilePosition other) {
    if (isVersion1() && other.isVersion1()) {
      return isBehindInNameOrder(files.getFirst(), other.files.getFirst());
    }
    if (decision != other.decision || step != other.step) {
      return decision != other.decision ? decision > other.decision : step > other.step;
    }
    return offset() > other.offset() || line() > other.line();
  }

  private static boolean isBehindInNameOrder(KnownFile file, KnownFile other) {
    int names = file.name().compareTo(other.name());
    if (names != 0) {
      return names > 0;
    }
    if (file.generation() != other.generation()) {
      return file.generation() > other.generation();
    }
    boolean finished = file.state() == KnownFile.State.REFUSED;
    boolean otherFinished = other.state() == KnownFile.State.REFUSED;
    return finished ? !otherFinished : !otherFinished && file.offset() > other.offset();
  }

  private long offset() {
    return current < 0 ? -1 : files.get(current).offset();
  }

  private long line() {
    return current < 0 ? -1 : files.get(current).line();
  }

  Position toPosition() {
    return Position.deferred(this::text);
  }

  private String text() {
    String record =
        current < 0
            ? "-"
            : Codec.escape(files.get(current).text()) + ":" + files.get(current).line();
    StringBuilder text = new StringBuilder(64 + 160 * files.size());
    text.append(record).append(" v2 ").append(decision).append('.').append(step).append(' ');
    text.append(current).append(' ').append(gaps).append(' ').append(generation).append(' ');
    text.append(forgotten).append(' ').append(Codec.escape(folder));
    files.forEach(file -> text.append(' ').append(Codec.text(file)));
    return text.toString();
  }

  /**
   * Reads a position.
   *
   * @throws IOException if the text is not a position in files
   */
  static FilePosition of(Position position) throws IOException {
    String[] fields = position.value().split(" ", -1);
    if (fields.length < FIELDS || !fields[1].equals(VERSION_2)) {
      return ofVersion1(position);
    }
    try {
      List<KnownFile> files = new ArrayList<>();
      for (int i = FIELDS; i < fields.length; i++) {
        files.add(Codec.file(fields[i]));
      }
      String[] place = fields[2].split("\\.", 2);
      FilePosition read =
          new FilePosition(
              Long.parseLong(place[0]),
              Integer.parseInt(place[1]),
              Integer.parseInt(fields[3]),
              Long.parseLong(fields[4]),
              Integer.parseInt(fields[5]),
              Long.parseLong(fields[6]),
              Codec.unescape(fields[7]),
              List.copyOf(files));
      if (read.current >= files.size()) {
        throw notAPosition(position, null);
      }
      return read;
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw notAPosition(position, e);
    }
  }

  private static FilePosition ofVersion1(Position position) throws IOException {
    Matcher match = VERSION_1.matcher(position.value());
    if (!match.matches()) {
      throw notAPosition(position, null);
    }
    String name = match.group(6);
    long offset = Long.parseLong(match.group(2));
    long read = Math.max(0, offset);
    int head = (int) Math.min(VERSION_1_HEAD, read);
    KnownFile file =
        new KnownFile(
            name,
            Integer.parseInt(match.group(3)),
            name,
            head == 0 ? Print.NONE : new Print(head, match.group(5)),
            Print.NONE,
            read,
            Long.parseLong(match.group(1)),
            Codec.timeKind(match.group(4)),
            new Stamp("", read, 0),
            offset < 0 ? KnownFile.State.REFUSED : KnownFile.State.OPEN,
            "");
    return new FilePosition(0, 0, 0, 0, 0, 0, "", List.of(file));
  }

  private static IOException notAPosition(
      Position position, @org.jspecify.annotations.Nullable Throwable cause) {
    return new IOException("'%s' is not a position in files".formatted(position.value()), cause);
  }
}
