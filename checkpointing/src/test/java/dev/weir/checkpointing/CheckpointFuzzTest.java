package dev.weir.checkpointing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Whatever the bytes are, they are no checkpoint, or one that can be read to its end; nothing else
 * is thrown. In the build with the inputs that are kept; see CONTRIBUTING.md for more.
 */
class CheckpointFuzzTest {

  @FuzzTest(maxDuration = "10m")
  void a_file_that_somebody_else_wrote(byte[] bytes) throws IOException {
    read(bytes);
  }

  /** The same behind the check of the hash: as if the file had been made to deceive. */
  @FuzzTest(maxDuration = "10m")
  void a_header_that_somebody_else_wrote(byte[] bytes) {
    try {
      CheckpointHeader header = Format.parseHeader(ByteBuffer.wrap(bytes));
      assertThat(header.number()).isPositive();
    } catch (CorruptCheckpointException | IllegalArgumentException e) {
      // As it should.
    }
  }

  private static void read(byte[] bytes) throws IOException {
    CrashFs disk = new CrashFs();
    CheckpointFs directory = disk.directory("d");
    try (CheckpointFs.Output out = directory.create("a")) {
      out.write(ByteBuffer.wrap(bytes));
    }
    try {
      FileCheckpointReader reader = FileCheckpointReader.open(directory, "a");
      for (CheckpointReader.SectionInfo section : reader.sections()) {
        reader.read(section.type(), entry -> {});
      }
    } catch (CorruptCheckpointException e) {
      // As it should.
    }
  }
}
