package dev.weir.engine.pipeline;

import dev.weir.checkpointing.SectionType;

/** The sections of a checkpoint. Codes are never used again for something else. */
final class Sections {

  /** One entry a series: {@link SeriesEntry}. */
  static final SectionType SERIES = new SectionType(1, 1, true, true);

  /** One entry: {@link Tally}. */
  static final SectionType PIPELINE = new SectionType(2, 1, true, false);

  private Sections() {}
}
