package dev.weir.alerting.group;

import dev.weir.alerting.outbox.StateFiles;
import java.io.IOException;
import java.util.Optional;

/** Keeps groups beside the outbox, a file for each receiver. */
public final class FileGroupStore implements GroupStore {

  private static final String PREFIX = "groups-";

  private final StateFiles files;

  /** In the directory of these files. */
  public FileGroupStore(StateFiles files) {
    this.files = files;
  }

  @Override
  public Optional<byte[]> read(String receiver) throws IOException {
    return files.read(PREFIX + receiver);
  }

  @Override
  public void write(String receiver, byte[] groups) throws IOException {
    files.write(PREFIX + receiver, groups);
  }
}
