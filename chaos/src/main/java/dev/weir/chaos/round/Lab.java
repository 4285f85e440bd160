package dev.weir.chaos.round;

import dev.weir.chaos.feed.Feed;
import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.Workspace;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Random;

/**
 * The surroundings of a trial.
 *
 * @param seed of everything that is left to chance
 * @param runs how often the fault is made
 * @param directory where the trial puts all its files
 * @param javaOptions with which the processes under trial are started
 * @param log receives lines about the progress
 * @param visits how much the rounds visit
 */
public record Lab(
    long seed,
    int runs,
    Feed.Kind source,
    Workspace directory,
    String javaOptions,
    PrintStream log,
    Visits visits) {

  /** A laboratory of the usual visits. */
  public Lab(
      long seed,
      int runs,
      Feed.Kind source,
      Workspace directory,
      String javaOptions,
      PrintStream log) {
    this(seed, runs, source, directory, javaOptions, log, Visits.USUAL);
  }

  /** Chance for one part of the trial: the same for the same seed. */
  public Random random(long part) {
    return new Random(seed * 1_000_003L + part);
  }

  /** Returns a copy with further options for the processes under trial. */
  public Lab with(String options) {
    return new Lab(seed, runs, source, directory, javaOptions + " " + options, log, visits);
  }

  /** Returns a copy with another number of runs. */
  public Lab making(int times) {
    return new Lab(seed, times, source, directory, javaOptions, log, visits);
  }

  public Workspace place(String name) throws IOException {
    return directory.inside(name);
  }

  /** A server that keeps what it acknowledged. */
  public RedisServer redis() throws Exception {
    return RedisServer.start(place("redis").directory(), RedisServer.Durability.ALWAYS);
  }

  public void say(String text) {
    log.println("chaos: " + text);
  }
}
