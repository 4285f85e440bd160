package dev.weir.benchmarks.scenarios;

import dev.weir.detectors.Rows;
import java.util.List;

/**
 * A finished series: rows, what happens in them and the time between two rows.
 *
 * @param rows values and times in milliseconds since 1970
 * @param events in the order of their first rows
 * @param step milliseconds between two rows
 */
record MadeSeries(Rows rows, List<Event> events, long step) {}
