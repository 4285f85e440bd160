package dev.weir.checkpointing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A disk that says it wrote what it did not write. */
class ReadBackTest {

  private final CrashFs disk = new CrashFs();
  private boolean lying;

  @Test
  void refuses_a_checkpoint_that_does_not_read_back_and_keeps_the_others() throws IOException {
    for (int number = 1; number <= 2; number++) {
      save(number);
    }
    lying = true;

    for (int number = 3; number <= 5; number++) {
      int next = number;
      assertThatThrownBy(() -> save(next)).isInstanceOf(IOException.class);
    }

    assertThat(store().numbers("p")).containsExactly(1L, 2L);
    assertThat(latest()).isEqualTo("2");
    assertThat(disk.directory(LocalCheckpointStore.directoryOf("p")).list()).hasSize(2);
  }

  @Test
  void once_the_disk_is_well_again_so_are_checkpoints() throws IOException {
    save(1);
    lying = true;
    assertThatThrownBy(() -> save(2)).isInstanceOf(IOException.class);
    lying = false;

    save(3);

    assertThat(latest()).isEqualTo("3");
  }

  private void save(long number) throws IOException {
    CheckpointStoreContract.save(
        store(), CheckpointStoreContract.header("p", number), List.of("" + number), List.of("s"));
  }

  private String latest() throws IOException {
    CheckpointReader reader = store().latest("p").orElseThrow();
    return String.join("", CheckpointStoreContract.entries(reader, CheckpointStoreContract.META));
  }

  private CheckpointStore store() {
    return new LocalCheckpointStore(
        name -> new LyingFs(disk.directory(name)), "memory", 2, message -> {});
  }

  /** Flips a bit of everything longer than a few bytes, while it lies. */
  private final class LyingFs implements CheckpointFs {

    private final CheckpointFs honest;

    LyingFs(CheckpointFs honest) {
      this.honest = honest;
    }

    @Override
    public Output create(String name) throws IOException {
      Output file = honest.create(name);
      return new Output() {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
          byte[] copy = new byte[bytes.remaining()];
          bytes.get(copy);
          if (lying && copy.length > 4) {
            copy[copy.length / 2] ^= 4;
          }
          file.write(ByteBuffer.wrap(copy));
        }

        @Override
        public void force() throws IOException {
          file.force();
        }

        @Override
        public void close() throws IOException {
          file.close();
        }
      };
    }

    @Override
    public List<String> list() throws IOException {
      return honest.list();
    }

    @Override
    public Output append(String name, long size) throws IOException {
      return honest.append(name, size);
    }

    @Override
    public Input open(String name) throws IOException {
      return honest.open(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
      honest.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
      honest.delete(name);
    }

    @Override
    public void forceDirectory() throws IOException {
      honest.forceDirectory();
    }
  }
}
