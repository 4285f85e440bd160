package dev.weir.engine;

import dev.weir.checkpointing.SectionType;
import java.util.List;

/** The sections of a checkpoint. Codes are never used again for something else. */
public final class Sections {

  /** One entry a series: what identifies it, and its state. Counts for the state hash. */
  public static final SectionType SERIES = new SectionType(1, 1, true, true);

  /** One entry: what became of the records of the pipeline. */
  public static final SectionType PIPELINE = new SectionType(2, 1, true, false);

  /** One entry: the time of the stream. Only there if series are watched for silence. */
  public static final SectionType STREAM = new SectionType(3, 1, true, false);

  /** All sections that this build reads, each in the newest version. */
  public static final List<SectionType> KNOWN = List.of(SERIES, PIPELINE, STREAM);

  private Sections() {}
}
