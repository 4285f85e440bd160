package dev.weir.connectors.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What went wrong with a file, in words, and what to do about it. */
public final class FileFailure {

  private FileFailure() {}

  /** Half a sentence or more, without a full stop. */
  public static String of(IOException failure) {
    return switch (failure) {
      case NoSuchFileException e -> "there is nothing at %s; check the path".formatted(e.getFile());
      case AccessDeniedException e ->
          "%s may not be used; change its permissions or name another place".formatted(e.getFile());
      case FileAlreadyExistsException e ->
          "%s is a file, and a folder is wanted; name another place".formatted(e.getFile());
      case NotDirectoryException e ->
          "%s is a file, and a folder is wanted; name another place".formatted(e.getFile());
      case FileSystemException e -> byReason(e.getFile(), String.valueOf(e.getReason()));
      default -> byReason("it", message(failure));
    };
  }

  /** The operating system's own words are all that tells these apart. */
  private static String byReason(String file, String reason) {
    if (reason.contains("Is a directory")) {
      return "%s is a folder, and a file is wanted; name a file in it".formatted(file);
    }
    if (reason.contains("Not a directory")) {
      return "a part of %s is a file, and a folder is wanted; name another place".formatted(file);
    }
    if (reason.contains("No space left")) {
      return "the disk is full (%s); make room, or name another place".formatted(file);
    }
    return file.equals("it") ? reason : "%s: %s".formatted(file, reason);
  }

  private static String message(IOException failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
