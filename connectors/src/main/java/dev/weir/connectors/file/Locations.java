package dev.weir.connectors.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the files of a set are, as of the last look; keeps the catalog up to date. One owner. */
final class Locations {

  private final Survey survey;
  private final Catalog catalog;
  private final Decisions decisions;
  private boolean looked;

  Locations(Survey survey, Catalog catalog, Decisions decisions) {
    this.survey = survey;
    this.catalog = catalog;
    this.decisions = decisions;
  }

  /**
   * Looks at the set, and notes in the catalog which files have moved.
   *
   * @param open the file that is open, if one is: it cannot be missing
   */
  Survey.Seen look(Optional<OpenFile> open) throws IOException {
    List<KnownFile> known = new ArrayList<>(catalog.files());
    for (KnownFile file : decisions.announced()) {
      if (catalog.find(file.text()).isEmpty()) {
        known.add(file);
      }
    }
    String held = open.map(file -> file.file().text()).orElse("");
    Survey.Seen seen = survey.look(known, held);
    if (!seen.missing().isEmpty()) {
      // A file that is renamed while a folder is listed can be missed once.
      seen = survey.look(known, held);
    }
    looked = true;
    List<KnownFile> moved = new ArrayList<>();
    seen.located()
        .forEach((text, candidate) -> {
          catalog
              .find(text)
              .map(file -> file.at(candidate.location(), candidate.stamp()))
              .filter(changed -> !changed.equals(catalog.find(changed.text()).orElseThrow()))
              .ifPresent(moved::add);
          if (text.equals(held)) {
            open.ifPresent(file -> file.moved(candidate.location(), candidate.stamp()));
          }
        });
    catalog.putAll(moved);
    return seen;
  }

  /**
   * The path of a file that is not open; empty if it is not found.
   *
   * @param again whether to look even if a look has found where the files are
   */
  Optional<Path> find(String text, boolean again) throws IOException {
    if (!looked || again) {
      look(Optional.empty());
    }
    return survey.pathOf(text);
  }

  /** The path of a file as of the last look; empty if it was not found. */
  Optional<Path> pathOf(String text) {
    return survey.pathOf(text);
  }

  /** The content that was read of a file is not where it was: the next look searches for it. */
  void rewritten(String text) {
    survey.rewritten(text);
  }

  /** The gap behind a file is counted. */
  void counted(String text) {
    survey.counted(text);
  }

  /** The next {@link #find} looks. */
  void lookAgain() {
    looked = false;
  }

  /** Whether the last look found no file that the path of the source names. */
  boolean foundNothing() {
    return survey.foundNothing();
  }
}
