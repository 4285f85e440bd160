package dev.weir.app.exit;

/** Names how the program ends. Scripts may rely on the numbers. */
public final class ExitCode {

  public static final int OK = 0;

  /** A check failed, or something was asked for that could not be had. */
  public static final int FAILED = 1;

  /** The command line makes no sense. */
  public static final int USAGE = 2;

  /** Out of memory; given by the virtual machine. */
  public static final int OUT_OF_MEMORY = 3;

  /** A bug. */
  public static final int BUG = 70;

  /** A data directory is locked, or a port in use. */
  public static final int LOCKED = 75;

  /** The configuration, or the state found, is refused. */
  public static final int REFUSED = 78;

  /** The reader of standard output has closed it: the exit code that shells give to SIGPIPE. */
  public static final int READER_GONE = 141;

  private ExitCode() {}
}
