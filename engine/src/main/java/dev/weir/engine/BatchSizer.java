package dev.weir.engine;

/**
 * How many records to read at a time: as many as configured, and twice as many each time the source
 * had that many ready, so that a reader that is behind pays less per record. One owner.
 */
public final class BatchSizer {

  /**
   * One slot can be filled while another is on its way; more and smaller ones wake more threads.
   */
  private static final int SLOTS_PER_QUEUE = 2;

  private static final int LARGEST = 4096;
  private static final int MOST_SLOTS = 1024;

  private final int batchSize;
  private final int capacity;
  private final int inputQueue;
  private final int slots;
  private int limit;

  /**
   * A pace for one pipeline.
   *
   * @param batchSize records at a time while there is no hurry, at most either queue
   * @param inputQueue records that may be read and not with the workers
   * @param outputQueue records that may be with the workers and not written
   * @param coalesce whether more at a time may be read when behind
   */
  public BatchSizer(int batchSize, int inputQueue, int outputQueue, boolean coalesce) {
    int room = Math.min(LARGEST, Math.min(inputQueue, outputQueue) / SLOTS_PER_QUEUE);
    this.batchSize = batchSize;
    this.capacity = coalesce ? Math.max(batchSize, room) : batchSize;
    this.inputQueue = inputQueue;
    this.slots = Math.clamp((inputQueue + outputQueue) / capacity, 2, MOST_SLOTS);
    this.limit = batchSize;
  }

  /** Records that fit one slot. */
  public int capacity() {
    return capacity;
  }

  /** How many slots there are. */
  public int slots() {
    return slots;
  }

  /** Records that may be read and not with the workers. */
  public int inputQueue() {
    return inputQueue;
  }

  /** How many records to read now. */
  public int limit() {
    return limit;
  }

  /** Takes note of the result of the last poll. */
  public void polled(int records, Source.State state) {
    boolean behind = state == Source.State.READY && records >= limit;
    limit = behind ? Math.min(2 * limit, capacity) : batchSize;
  }
}
