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
  private double explainFrom = AnomalyScore.ALERT;

  /** From here on this is the run over rows {@code order[from..to)}, with results in scores. */
  public Run over(Rows ofRows, Scores intoScores, int[] inOrder, int fromIndex, int toIndex) {
    rows = ofRows;
    scores = intoScores;
    order = inOrder;
    from = fromIndex;
    to = toIndex;
    explainFrom = AnomalyScore.ALERT;
    scoring(fromIndex);
    return this;
  }

  /**
   * From here on this is the run over a single row of another.
   *
   * @param index of the row in the other's order
   * @param explained from which score or alert on the row is to be explained
   */
  public Run over(Run other, int index, double explained) {
    over(other.rows, other.scores, other.order, index, index + 1);
    explainFrom = explained;
    return this;
  }

  /** For models: the row can be judged. True if it wants an explanation. */
  public boolean ready(int row, double raw, double threshold) {
    return ready(row, raw, threshold, AnomalyScore.of(raw, threshold));
  }

  /** Adds a row whose {@linkplain Score.Ready#alert alert} is not its anomaly score. */
  public boolean ready(int row, double raw, double threshold, double alert) {
    scores.ready(row, raw, threshold, alert);
    scores.unseen(row);
    return Math.max(scores.anomalyScore(row), alert) >= explainFrom;
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
  public int pointsLearned() {
    return learnt;
  }

  /** Whether the row at {@link #pointsLearned()} was about to be learnt when the model stopped. */
  public boolean learning() {
    return learning;
  }
}
