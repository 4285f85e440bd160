package dev.weir.benchmarks.peers;

import dev.weir.detectors.halfspace.HalfSpaceTrees;
import dev.weir.detectors.randomcutforest.RandomCutForest;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Prints how fast Weir's detectors are beside those of others, and whether they say the same.
 * Argument: how many points, 60000 if not given.
 */
public final class Peers {

  private static final int POINTS = 60_000;
  private static final int MOST_POINTS = 10_000_000;
  private static final int WARM_UP = 20_000;
  private static final double WIDEST = 10;
  private static final long SEED = 1;
  private static final int[] TREES = {50, 100};

  private Peers() {}

  public static void main(String[] args) {
    OptionalInt wanted = points(args);
    if (wanted.isEmpty()) {
      System.err.println("bench: POINTS must be a whole number from 1 to " + MOST_POINTS);
      System.exit(2);
    }
    int points = wanted.getAsInt();
    System.out.println(
        "| detector | peer | features | points/s | peer, points/s | ratio | rank correlation | ROC-AUC | peer ROC-AUC |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    for (int features : new int[] {1, 5, 10}) {
      Points made = Points.make(points, features, SEED);
      for (int trees : TREES) {
        print(
            RandomCutForest.NAME + ", " + trees + " trees",
            "AWS 4.4.0",
            features,
            Duel.fight(
                made,
                new WeirContender(new RandomCutForest(trees, 256, 1, 0.001), features, SEED),
                new AwsContender(features, trees, SEED),
                WARM_UP));
        // No two forests agree more than one does with itself under another seed.
        print(
            "AWS 4.4.0, " + trees + " trees",
            "another seed",
            features,
            Duel.fight(
                made,
                new AwsContender(features, trees, SEED + 1),
                new AwsContender(features, trees, SEED),
                WARM_UP));
      }
      print(
          HalfSpaceTrees.NAME,
          "MOA 2024.07",
          features,
          Duel.fight(
              made,
              new WeirContender(HalfSpaceTrees.DEFAULT, features, SEED),
              new MoaContender(features, -WIDEST, WIDEST),
              WARM_UP));
    }
  }

  /** How many points are wanted; empty if the argument is not a number in range. */
  static OptionalInt points(String[] args) {
    if (args.length == 0) {
      return OptionalInt.of(POINTS);
    }
    if (!args[0].matches("\\d{1,8}")) {
      return OptionalInt.empty();
    }
    int points = Integer.parseInt(args[0]);
    return points >= 1 && points <= MOST_POINTS ? OptionalInt.of(points) : OptionalInt.empty();
  }

  private static void print(String own, String peer, int features, Duel.Result result) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %d | %,.0f | %,.0f | %.1f | %.3f | %.3f | %.3f |%n",
        own,
        peer,
        features,
        result.own(),
        result.peer(),
        result.ratio(),
        result.rankCorrelation(),
        result.ownArea(),
        result.peerArea());
  }
}
