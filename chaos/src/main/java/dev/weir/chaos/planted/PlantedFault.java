package dev.weir.chaos.planted;

import java.util.Arrays;
import java.util.Locale;

/**
 * A fault that can be planted: a method of the shipped program that does something else, or more.
 * The program has no switch for it: an agent changes the class while it is loaded.
 */
public enum PlantedFault {

  // ---- Bugs, each of which a trial has to catch.

  /** Acknowledges records as soon as they are read. */
  ACK_EARLY("dev/weir/connectors/redis/RedisReader", "poll", Manner.BEFORE, "commitNow"),
  /** Acknowledges what the newest checkpoint covers instead of the oldest. */
  ACK_NEWEST(
      "dev/weir/checkpointing/CheckpointWriter$Committed",
      "oldestRetained",
      Manner.INSTEAD,
      "newest"),
  /** Checkpoints are not forced to the disk. */
  NO_FSYNC("implements dev/weir/checkpointing/CheckpointFs$Output", "force", Manner.NOTHING, ""),
  /** The directory of checkpoints is not forced to the disk. */
  NO_DIRSYNC("dev/weir/checkpointing/DirectoryFs", "forceDirectory", Manner.NOTHING, ""),
  /** Whether a checkpoint is whole is not looked at. */
  NO_CRC("dev/weir/checkpointing/FileCheckpointReader", "require", Manner.NOTHING, ""),
  /** Checkpoints are written, and read back, under their final name. */
  IN_PLACE_WRITE("dev/weir/checkpointing/DirectoryFs", "create", Manner.REPLACING_NAME, "inPlace") {
    @Override
    boolean isMethod(String name) {
      return switch (name) {
        case "create", "open", "rename", "delete" -> true;
        default -> false;
      };
    }
  },
  /** A failed fsync is tried again, and that is believed. */
  RETRY_FSYNC(
      "implements dev/weir/checkpointing/CheckpointFs$Output",
      "force",
      Manner.INSTEAD,
      "forceAgain"),
  /** Records that do not fit the input queue are forgotten. */
  DROP_ON_FULL("dev/weir/engine/pipeline/ReaderThread", "pass", Manner.INSTEAD_IF, "dropIfFull"),
  /** An alert counts as delivered before it is sent. */
  CURSOR_BEFORE_SEND("dev/weir/alerting/Receiver", "attempt", Manner.BEFORE, "settleFirst"),
  /** At which record a fit takes effect is left to chance. */
  TRAIN_ANYTIME("dev/weir/series/SeriesRules", "fitEffect", Manner.INSTEAD, "anytime"),
  /** Series that were restored are not looked out for until they speak. */
  SILENCE_UNHEARD("dev/weir/engine/pipeline/SilenceWatch", "add", Manner.NOTHING, ""),
  /** A history that was begun is begun again, on top of what was learnt of it. */
  HISTORY_AGAIN(
      "dev/weir/engine/SourceWithHistory", "resumeAt", Manner.INSTEAD, "historyFromItsBeginning"),

  /** How many poison records a series had is forgotten when it is restored. */
  QUARANTINE_FORGOTTEN(
      "dev/weir/engine/pipeline/Worker", "restore", Manner.BEFORE, "forgetPoisoned"),
  /** A fit or a drift check that was lost is never requested again. */
  REQUEST_FORGOTTEN("dev/weir/engine/actors/PendingTasks", "tick", Manner.NOTHING, ""),
  /** The learned state of an alert budget is forgotten when a series is restored. */
  BUDGET_FORGOTTEN(
      "dev/weir/detectors/alertpolicy/AdaptiveThreshold", "read", Manner.AFTER, "forgetSpending"),
  /** Notices get the numbers of those that were lost, which count as delivered. */
  OUTBOX_BELOW_CURSOR(
      "dev/weir/alerting/outbox/DiskOutbox", "openCursors", Manner.AFTER, "numberFromTheEnd"),
  /** Records that were gone before they could be read are not counted. */
  GAP_UNCOUNTED("dev/weir/connectors/redis/RedisReader", "gapRecords", Manner.INSTEAD, "noGap"),
  /** A pipeline that stops forces the file that others share on a thread that is interrupted. */
  INTERRUPT_SHARED_SINK(
      "dev/weir/connectors/file/sink/FileSink$LineWriter",
      "close",
      Manner.BEFORE,
      "forceInterrupted"),
  /** The file that has the name of a known one counts as that one, whatever it contains. */
  FILE_BY_NAME("dev/weir/connectors/file/content/Print", "begins", Manner.INSTEAD, "anyContent"),
  /** A checkpoint of a newer format is not recognized as such, and so counts as damaged. */
  NEWER_IS_DAMAGED("dev/weir/checkpointing/FormatCheck", "refuseNewer", Manner.NOTHING, ""),

  /** Batches that programs send are acknowledged before they are forced to the disk. */
  JOURNAL_UNFORCED(
      "dev/weir/connectors/ingest/SegmentFiles", "force", Manner.INSTEAD, "writeUnforced"),
  /** The keys of batches are forgotten when the service starts again. */
  KEYS_FORGOTTEN("dev/weir/connectors/ingest/GroupWriter", "recover", Manner.AFTER, "forgetKeys"),

  // ---- Failures, which the program has to live with.

  /** Scoring throws on the records with a certain value. */
  SCORE_THROWS("dev/weir/detectors/zscore/DeviationModel", "deviation", Manner.BEFORE, "throwOn"),
  /** Learning throws on the records with a certain value. */
  LEARN_THROWS("dev/weir/detectors/zscore/ZScoreModel", "absorb", Manner.BEFORE, "throwOn"),
  /** Every third fit throws, whatever its input. */
  FIT_CRASHES("implements dev/weir/detectors/FitTask", "fit", Manner.BEFORE, "crashNowAndThen"),
  /** Fits take their time. */
  FIT_IS_SLOW("implements dev/weir/detectors/FitTask", "fit", Manner.BEFORE, "dawdle");

  /** How a method is changed. */
  enum Manner {
    /** It returns at once. */
    NOTHING,
    /** Something is done before it. */
    BEFORE,
    /** Something is done behind it, where it returns. */
    AFTER,
    /** Something is done instead. */
    INSTEAD,
    /** Something decides whether it is done at all. */
    INSTEAD_IF,
    /** Its texts are replaced. */
    REPLACING_NAME
  }

  private static final String IMPLEMENTS = "implements ";

  private final String target;
  private final String method;
  private final Manner manner;
  private final String misdeed;

  PlantedFault(String target, String method, Manner manner, String misdeed) {
    this.target = target;
    this.method = method;
    this.manner = manner;
    this.misdeed = misdeed;
  }

  /** As it is named on a command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one of this name. */
  public static PlantedFault of(String text) {
    return Arrays.stream(values())
        .filter(planted -> planted.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is nothing called " + text));
  }

  /** Whether the class is the one, by its own name or by that of an interface. */
  boolean isIn(String className, Iterable<String> interfaces) {
    if (!target.startsWith(IMPLEMENTS)) {
      return className.equals(target);
    }
    for (String one : interfaces) {
      if (one.equals(target.substring(IMPLEMENTS.length()))) {
        return true;
      }
    }
    return false;
  }

  boolean isMethod(String name) {
    return name.equals(method);
  }

  Manner manner() {
    return manner;
  }

  /** Name of the method of {@link InjectedFaults}. */
  String misdeed() {
    return misdeed;
  }
}
