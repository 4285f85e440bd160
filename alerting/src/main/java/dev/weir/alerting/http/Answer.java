package dev.weir.alerting.http;

import java.time.Duration;

/** Holds the result of one HTTP call. */
public sealed interface Answer {

  /**
   * The server answered.
   *
   * @param retryAfter the wait that it asked for; zero if it did not
   * @param body the first 4 KiB at most; empty if it did not come in time
   */
  record Status(int code, Duration retryAfter, String body) implements Answer {

    /** Whether the code is 2xx. */
    public boolean isSuccess() {
      return code / 100 == 2;
    }
  }

  /** No status came: the network failed, or the time is over. */
  record Failure(String reason) implements Answer {}
}
