package dev.weir.chaos.random;

import dev.weir.chaos.random.drawn.Drawn;
import java.nio.file.Path;
import java.util.List;

/** How a drawn configuration is played and checked. */
interface Level extends AutoCloseable {

  /**
   * Plays it.
   *
   * @param directory an empty one for its files
   * @return what is wrong, in words; empty if nothing is
   */
  List<String> problems(Drawn drawn, Path directory) throws Exception;

  @Override
  void close();
}
