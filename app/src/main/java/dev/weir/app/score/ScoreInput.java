package dev.weir.app.score;

import dev.weir.connectors.text.lines.TextSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Holds one file that is scored.
 *
 * @param name path relative to what named it; the series of records that name none
 * @param text how it is read
 * @param output where its rows go; empty if they are not written
 */
public record ScoreInput(String name, Path path, TextSettings text, Optional<Path> output) {}
