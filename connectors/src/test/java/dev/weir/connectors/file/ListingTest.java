package dev.weir.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connectors.file.set.FileSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was listed, when files are renamed behind it as log rotation does. */
class ListingTest {

  @TempDir Path directory;

  private Path file;
  private Path first;
  private Path second;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(directory.resolve("m.csv"), "t,v\n3,3\n");
    first = Files.writeString(directory.resolve("m.csv.1"), "t,v\n2,2\n");
    second = Files.writeString(directory.resolve("m.csv.2"), "t,v\n1,1\n");
  }

  @Test
  void a_listing_stands_while_files_keep_their_names_also_if_they_grow() throws IOException {
    Listing listing = listing();
    Files.writeString(file, "t,v\n3,3\n4,4\n");

    assertThatCode(listing::requireUnmoved).doesNotThrowAnyException();
  }

  @Test
  void a_listing_falls_when_every_file_has_moved_on_by_one_name() throws IOException {
    Listing listing = listing();
    Files.move(second, directory.resolve("m.csv.3"));
    Files.move(first, second);
    Files.move(file, first);
    Files.writeString(file, "t,v\n4,4\n");

    assertThatThrownBy(listing::requireUnmoved).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void a_listing_falls_when_a_file_goes_away() throws IOException {
    Listing listing = listing();
    Files.delete(second);

    assertThatThrownBy(listing::requireUnmoved)
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("m.csv.2");
  }

  @Test
  void a_listed_file_under_another_name_is_the_same_file() throws IOException {
    Listing listing = listing();
    Path moved = Files.move(second, directory.resolve("m.csv.3"));
    Path other = Files.writeString(directory.resolve("m.csv.4"), "t,v\n0,0\n");

    assertThat(listing.isListedElsewhere(candidate(moved))).isTrue();
    assertThat(listing.isListedElsewhere(candidate(other))).isFalse();
    assertThat(listing.isListedElsewhere(candidate(first))).isFalse();
  }

  private Listing listing() throws IOException {
    return new Listing(FileSet.of(file.toString()), name -> true, Set.of(first, second));
  }

  private static Candidate candidate(Path path) throws IOException {
    return new Candidate(
        String.valueOf(path.getFileName()), path, FileSet.stampOf(path).orElseThrow());
  }
}
