package dev.weir.benchmarks.scenarios;

import java.util.function.LongFunction;

/**
 * A kind of series.
 *
 * @param name unique, in lower case with hyphens
 * @param make draws one for a seed
 */
record Scenario(String name, LongFunction<MadeSeries> make) {}
