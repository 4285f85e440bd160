package dev.weir.connectors.file.sink;

import java.time.Duration;

/**
 * How many dead letters are kept. The oldest go first, half of them at a time.
 *
 * @param bytes on the disk, at most
 * @param count at most
 * @param age at most; looked at when dead letters are written or made durable
 */
public record DeadLetterLimits(long bytes, long count, Duration age) {}
