package dev.weir.engine.journal;

import dev.weir.checkpointing.Mark;
import dev.weir.engine.DetectorPlan;
import dev.weir.series.SeriesRules;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * Remembers which settings judged the records of each pipeline. Records that are read again after a
 * crash are judged as they were the first time, so that no record gets ids by two settings: changed
 * settings count from the first record on that no sink has seen.
 */
public interface SettingsLog {

  /** The detector of each series, and the rules by which its records are judged. */
  record Judging(DetectorPlan plan, SeriesRules rules) {}

  /**
   * The settings of a part of the records of a pipeline.
   *
   * @param until the number of the last record that they judge; empty if there is none
   */
  record Stretch(Judging judging, OptionalLong until) {}

  /**
   * The settings that judge the record behind the first {@code records}. Where the settings of this
   * process were never used before, they are remembered as those of all records that no sink has
   * seen.
   *
   * @param epoch of the source
   */
  Stretch stretch(String pipeline, long epoch, long records) throws IOException;

  /** Is moved to the number of the last record of each batch before a sink sees the batch. */
  Mark mark(String pipeline, long epoch) throws IOException;
}
