package dev.weir.engine;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Describes the cause of a failure in words, for logs and reasons of health. Never empty, never
 * "null".
 */
public final class FailureText {

  private FailureText() {}

  /**
   * A sentence without a full stop. It names the file where the exception knows it, and says what
   * can be done where that is clear.
   */
  public static String of(Throwable failure) {
    return switch (failure) {
      case NoSuchFileException e -> "there is nothing at %s; check the path".formatted(e.getFile());
      case AccessDeniedException e ->
          "%s may not be used; change its permissions or name another place".formatted(e.getFile());
      case FileAlreadyExistsException e ->
          "%s is a file, and a folder is wanted; name another place".formatted(e.getFile());
      case NotDirectoryException e ->
          "%s is a file, and a folder is wanted; name another place".formatted(e.getFile());
      case FileSystemException e when e.getFile() != null && e.getReason() != null ->
          byReason(e.getFile(), e.getReason());
      case FileSystemException e when e.getFile() != null ->
          "%s cannot be used; check its disk and its permissions".formatted(e.getFile());
      case ClosedChannelException unused -> "a file or connection was closed while it was in use";
      case EOFException unused when failure.getMessage() == null -> "a file ends too early";
      case UncheckedIOException e when e.getCause() != null -> of(e.getCause());
      case CompletionException e when e.getCause() != null -> of(e.getCause());
      case ExecutionException e when e.getCause() != null -> of(e.getCause());
      default -> byMessage(failure);
    };
  }

  /** Whether a failure or one of its causes is of a type. */
  public static boolean isCausedBy(Class<? extends Throwable> type, Throwable failure) {
    return type.isInstance(failure)
        || (failure.getCause() != null && isCausedBy(type, failure.getCause()));
  }

  private static String byMessage(Throwable failure) {
    String message = Objects.requireNonNullElse(failure.getMessage(), "");
    Throwable cause = failure.getCause();
    boolean saysNothing = message.isBlank() || message.equals("null");
    if (cause != null && (saysNothing || message.equals(cause.toString()))) {
      return of(cause);
    }
    String type = failure.getClass().getSimpleName();
    if (failure instanceof IOException) {
      return saysNothing
          ? "reading or writing failed, and the operating system gave no reason (%s)"
              .formatted(type)
          : byReason("", message);
    }
    return saysNothing ? "a bug, %s; its stack trace is in the log".formatted(type) : message;
  }

  /** The operating system's own words are all that tells these apart. */
  private static String byReason(String file, String reason) {
    if (!file.isEmpty() && reason.contains("Is a directory")) {
      return "%s is a folder, and a file is wanted; name a file in it".formatted(file);
    }
    if (!file.isEmpty() && reason.contains("Not a directory")) {
      return "a part of %s is a file, and a folder is wanted; name another place".formatted(file);
    }
    String what = file.isEmpty() ? reason : file;
    if (reason.contains("No space left") || reason.contains("Disk quota exceeded")) {
      return "the disk is full (%s); make room, or name another place".formatted(what);
    }
    if (reason.contains("Read-only file system")) {
      return "the disk is read-only (%s); mount it for writing, or name another place"
          .formatted(what);
    }
    return file.isEmpty() ? reason : "%s: %s".formatted(file, reason);
  }
}
