package dev.weir.alerting.group;

import java.io.IOException;
import java.util.Optional;

/** Where the groups of the receivers outlive the process. Thread-safe. */
public interface GroupStore {

  /** Groups end with the process. */
  GroupStore NOWHERE =
      new GroupStore() {
        @Override
        public Optional<byte[]> read(String receiver) {
          return Optional.empty();
        }

        @Override
        public void write(String receiver, byte[] groups) {
          // They end with the process.
        }
      };

  /** The last groups written for a receiver; empty if there are none, or they are damaged. */
  Optional<byte[]> read(String receiver) throws IOException;

  /** Replaces it; when this returns it is durable. */
  void write(String receiver, byte[] groups) throws IOException;
}
