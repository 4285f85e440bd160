package dev.weir.alerting;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why files of alerts cannot be used, in words for logs and reasons of health. */
public final class OutboxFailure {

  private OutboxFailure() {}

  /** Never empty; names the file where the exception knows it. */
  public static String text(Throwable failure) {
    return switch (failure) {
      case NoSuchFileException e -> "there is nothing at " + e.getFile();
      case AccessDeniedException e -> e.getFile() + " may not be used; change its permissions";
      case FileSystemException e when e.getFile() != null ->
          "%s: %s"
              .formatted(e.getFile(), e.getReason() == null ? "it cannot be used" : e.getReason());
      default ->
          failure.getMessage() == null || failure.getMessage().isBlank()
              ? "it failed without a reason (%s)".formatted(failure.getClass().getSimpleName())
              : failure.getMessage();
    };
  }
}
