package dev.weir.monitoring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A text that is never shown: {@link #toString} gives three stars. It is a value, or the content of
 * a file that is read at each use, so that a secret can be replaced without a restart. Immutable.
 */
public final class Secret {

  /** The empty text. */
  public static final Secret NONE = new Secret("");

  private static final int LARGEST_FILE = 64 << 10;

  private final String text;
  private final Optional<Path> file;

  /** A secret with this text. */
  public Secret(String text) {
    this.text = text;
    this.file = Optional.empty();
  }

  private Secret(Path file) {
    this.text = "";
    this.file = Optional.of(file);
  }

  /** The content of a file of at most 64 KiB in UTF-8, without the white space around it. */
  public static Secret inFile(Path file) {
    return new Secret(file);
  }

  /** Whether there is no secret; a file counts as one, whatever is in it. */
  public boolean isEmpty() {
    return file.isEmpty() && text.isEmpty();
  }

  /**
   * Returns the text, for the one it is meant for.
   *
   * @throws UncheckedIOException if the file cannot be read, is empty or too large
   */
  public String reveal() {
    return file.map(Secret::read).orElse(text);
  }

  private static String read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
      String content = new String(bytes, StandardCharsets.UTF_8).strip();
      if (bytes.length > LARGEST_FILE || content.isEmpty()) {
        throw new IOException(bytes.length > LARGEST_FILE ? "larger than 64 KiB" : "empty");
      }
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read a secret from the file %s: %s".formatted(file, reason(e)), e);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.NoSuchFileException unused -> "it does not exist";
      case java.nio.file.AccessDeniedException unused -> "permission denied";
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }

  @Override
  public String toString() {
    return "***";
  }
}
