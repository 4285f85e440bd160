package dev.weir.engine.query;

/**
 * A question about one series. It travels behind the records that were dispatched before it, so its
 * answer is what the series is after exactly those records.
 */
public record SeriesQuery(String key) {}
