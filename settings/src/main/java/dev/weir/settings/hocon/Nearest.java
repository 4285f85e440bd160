package dev.weir.settings.hocon;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known word that a mistyped one is nearest to. */
public final class Nearest {

  /** Words further apart than this share of their length are not the same word mistyped. */
  private static final double FARTHEST = 0.5;

  private Nearest() {}

  /** The nearest of the words; empty if none is near. */
  public static Optional<String> to(String word, Collection<String> words) {
    return words.stream()
        .filter(
            known -> distance(word, known) <= FARTHEST * Math.max(word.length(), known.length()))
        .min(Comparator.comparingInt(known -> distance(word, known)));
  }

  /** How many letters must be changed, added or taken away: Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
