package dev.weir.connectors.file;

import dev.weir.connectors.file.content.Print;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Known files by their beginnings. */
final class Heads {

  private final Map<Integer, Map<Print, List<KnownFile>>> byLength = new TreeMap<>();

  /** Files of which nothing was read or seen are left out: any file begins as they do. */
  Heads(Collection<KnownFile> files) {
    for (KnownFile file : files) {
      if (file.head().length() > 0) {
        byLength
            .computeIfAbsent(file.head().length(), length -> new HashMap<>())
            .computeIfAbsent(file.head(), print -> new ArrayList<>())
            .add(file);
      }
    }
  }

  /** Those that begin as the candidate does. */
  List<KnownFile> beginning(Candidate candidate) throws IOException {
    List<KnownFile> files = new ArrayList<>();
    try {
      for (Map.Entry<Integer, Map<Print, List<KnownFile>>> entry : byLength.entrySet()) {
        byte[] first = candidate.first(entry.getKey());
        if (first.length < entry.getKey()) {
          break;
        }
        files.addAll(entry.getValue().getOrDefault(Print.of(first, first.length), List.of()));
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return files;
  }
}
