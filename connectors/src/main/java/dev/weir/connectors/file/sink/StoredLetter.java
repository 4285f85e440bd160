package dev.weir.connectors.file.sink;

import java.time.Instant;
import java.util.Optional;

/**
 * Holds a dead letter that is on the disk.
 *
 * @param id the same when the record is read again
 * @param at when it was written
 * @param pipeline whose record it is
 * @param position of the record in its source
 * @param reason code of the reason
 * @param detail what was wrong and where
 * @param head how the record begins
 * @param record the whole record as it came; empty if it is not there or was too long to keep
 */
public record StoredLetter(
    String id,
    Instant at,
    String pipeline,
    String position,
    String reason,
    String detail,
    String head,
    Optional<byte[]> record) {}
