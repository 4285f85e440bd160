package dev.weir.chaos.feed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names under which files of one source were read, as the detections that are written so far
 * tell. What has a detection is recorded in the source's journal as well. One owner.
 */
final class ReadNames {

  private static final Pattern NAME =
      Pattern.compile("\"position\":\"(?:[^\"]*/)?([^\"/:~]+)(?:~\\d+)?:\\d+\"");
  private static final int MOST_AT_ONCE = 1 << 20;

  private final Path detections;
  private final Workload.Side side;
  private final Set<String> names = new HashSet<>();
  private long end;

  /** For a file of detections that need not exist yet. */
  ReadNames(Path detections, Workload.Side side) {
    this.detections = detections;
    this.side = side;
  }

  /**
   * Whether a record of a file of this name has a detection. While the disk is cut off nothing new
   * is known.
   */
  boolean contains(String name) {
    if (!names.contains(name) && Files.exists(detections)) {
      readOn();
    }
    return names.contains(name);
  }

  private void readOn() {
    try (FileChannel file = FileChannel.open(detections)) {
      ByteBuffer bytes = ByteBuffer.allocate(MOST_AT_ONCE);
      while (file.read(bytes.clear(), end) > 0) {
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
        int whole = text.lastIndexOf('\n') + 1;
        if (whole == 0) {
          return;
        }
        text.substring(0, whole).lines().forEach(this::add);
        end += whole;
      }
    } catch (IOException e) {
      // The power was cut just now: what was read so far counts.
    }
  }

  private void add(String line) {
    Matcher name = NAME.matcher(line);
    OptionalInt time = Detections.time(line);
    if (time.isPresent() && Workload.Side.of(time.getAsInt()) == side && name.find()) {
      names.add(name.group(1));
    }
  }
}
