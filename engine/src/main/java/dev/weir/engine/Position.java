package dev.weir.engine;

/**
 * A place in a source, behind some record: meaningful only to the source that made it. Survives
 * restarts, so it names nothing that a restart changes.
 */
public record Position(String value) {}
