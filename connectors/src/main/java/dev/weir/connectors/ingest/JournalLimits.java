package dev.weir.connectors.ingest;

/**
 * How much a journal keeps.
 *
 * @param segment size in bytes from which on a new file is begun
 * @param kept bytes of batches that checkpoints cover which stay on disk, so that a batch which is
 *     sent again is recognized by its key
 * @param most bytes in all; beyond, batches are refused until a checkpoint covers older ones
 * @param waiting bytes of batches that wait for the disk; beyond, batches are refused
 * @param keys number of keys that are remembered; beyond, the oldest are forgotten
 */
public record JournalLimits(long segment, long kept, long most, long waiting, int keys) {

  private static final long MIB = 1 << 20;

  /**
   * The limits for a journal of so many bytes: a sixteenth of it a file, half of it for what is
   * covered.
   */
  public static JournalLimits of(long most) {
    return new JournalLimits(
        Math.clamp(most / 16, MIB, 64 * MIB), most / 2, most, 64 * MIB, 100_000);
  }
}
