package dev.weir.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.http.routing.Reply;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFilesTest {

  @TempDir Path directory;

  @Test
  void a_source_that_is_not_there_is_answered_by_404_which_names_those_that_are() throws Exception {
    Reply reply = list(Set.of("b", "a"), "c");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(text(reply)).contains("no source has the name 'c'; there are a, b\"");
  }

  @Test
  void of_many_sources_five_are_named() throws Exception {
    Reply reply = list(Set.of("1", "2", "3", "4", "5", "6", "7"), "8");

    assertThat(text(reply)).contains("there are 1, 2, 3, 4, 5 and 2 more\"");
  }

  @Test
  void a_source_that_has_no_checkpoint_yet_has_an_empty_list() throws Exception {
    Reply reply = list(Set.of("a"), "a");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(text(reply)).contains("\"count\" : 0");
  }

  @Test
  void without_a_source_all_are_listed() throws Exception {
    Reply reply =
        new CheckpointFiles(Optional.of(directory), Set::of, Runnable::run)
            .list(Optional.empty())
            .toCompletableFuture()
            .get();

    assertThat(reply.status()).isEqualTo(200);
  }

  private Reply list(Set<String> running, String source) throws Exception {
    return new CheckpointFiles(Optional.of(directory), () -> running, Runnable::run)
        .list(Optional.of(source))
        .toCompletableFuture()
        .get();
  }

  private static String text(Reply reply) {
    return ((Reply.Text) reply.body()).text();
  }
}
