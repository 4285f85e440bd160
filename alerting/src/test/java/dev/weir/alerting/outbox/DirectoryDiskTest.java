package dev.weir.alerting.outbox;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryDiskTest {

  @TempDir Path directory;

  @Test
  void each_failure_of_a_file_names_it_and_says_why() throws Exception {
    OutboxDisk.Writable file = new DirectoryDisk(directory).create("notices");
    file.close();

    says(() -> file.write(ByteBuffer.allocate(1), 0));
    says(() -> file.truncate(0));
    says(file::force);
  }

  private void says(ThrowingCallable fails) {
    assertThatThrownBy(fails)
        .isInstanceOf(IOException.class)
        .hasMessage(directory.resolve("notices") + ": it was closed while it was in use");
  }
}
