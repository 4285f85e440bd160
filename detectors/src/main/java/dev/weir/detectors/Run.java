package dev.weir.detectors;

/**
 * Rows of one series that go through its model one after the other, and how far they got. Used
 * again for the next; belongs to one thread, while the rows and the scores may be shared with
 * others that look at other rows.
 */
public final class Run {

  private Rows rows = new Rows(0, 0);
  private Scores scores = new Scores();
  private int[] order = new int[0];
  private int from;
  private int to;
  private int learnt;
  private boolean learning;

  /** From here on this is the run over rows {@code order[from..to)}, with results in scores. */
  public Run over(Rows ofRows, Scores intoScores, int[] inOrder, int fromIndex, int toIndex) {
    rows = ofRows;
    scores = intoScores;
    order = inOrder;
    from = fromIndex;
    to = toIndex;
    scoring(fromIndex);
    return this;
  }

  public Rows rows() {
    return rows;
  }

  public Scores scores() {
    return scores;
  }

  /** The row at an index between {@link #from()} and {@link #to()}. */
  public int row(int index) {
    return order[index];
  }

  public int from() {
    return from;
  }

  public int to() {
    return to;
  }

  /** For models: all rows before this index are scored and learnt. */
  public void scoring(int index) {
    learnt = index;
    learning = false;
  }

  /** For models: all rows before this index are scored and learnt, and this one is being learnt. */
  public void learning(int index) {
    learnt = index;
    learning = true;
  }

  /** Index up to which rows were scored and learnt. */
  public int learnt() {
    return learnt;
  }

  /** Whether the row at {@link #learnt()} was about to be learnt when the model stopped. */
  public boolean learning() {
    return learning;
  }
}
