package dev.weir.chaos.random.drawn;

import java.util.List;

/**
 * One record of a drawn source.
 *
 * @param number in its source, from 0
 * @param series key
 * @param time milliseconds since 1970, or a record number where the source counts records
 * @param values NaN for one that is missing
 * @param bad whether the record is written such that it cannot be decoded
 */
public record Row(
    long number, String series, long time, List<Double> values, boolean anomalous, boolean bad) {}
