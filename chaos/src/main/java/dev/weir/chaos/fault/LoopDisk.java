package dev.weir.chaos.fault;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** An ext4 file system in a file, from which the power can be cut. For root only. */
public final class LoopDisk implements AutoCloseable {

  private static final long SIZE = 192L << 20;

  private final Path image;
  private final Path directory;

  private LoopDisk(Path image, Path directory) {
    this.image = image;
    this.directory = directory;
  }

  /** Why there can be none; empty if there can. */
  public static String impossible() {
    for (String program : List.of("mkfs.ext4", "losetup", "mount")) {
      boolean there =
          Arrays.stream((System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin").split(":"))
              .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
      if (!there) {
        return "there is no " + program;
      }
    }
    if (!System.getProperty("user.name").equals("root")) {
      return "only root may mount";
    }
    return Files.exists(Path.of("/dev/loop-control")) ? "" : "there are no loop devices";
  }

  /** Makes one and mounts it there. */
  public static LoopDisk at(Path image, Path directory) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(SIZE);
    }
    require("mkfs.ext4", "-q", "-F", image.toString());
    LoopDisk disk = new LoopDisk(image, Files.createDirectories(directory));
    disk.mount();
    return disk;
  }

  Path directory() {
    return directory;
  }

  /** All data that is not on the disk now is lost, and later writes fail. */
  public void cutPower() throws IOException {
    NativeCalls.cutPower(directory);
  }

  /** After a cut, once nobody uses it any more: what a machine finds that starts again. */
  public void restore() throws IOException {
    require("umount", directory.toString());
    mount();
  }

  private void mount() throws IOException {
    require("mount", "-o", "loop", image.toString(), directory.toString());
  }

  private static void require(String... words) throws IOException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("%s failed: %s".formatted(String.join(" ", words), said));
    }
  }

  @Override
  public void close() throws IOException {
    require("umount", directory.toString());
    Files.delete(image);
  }
}
