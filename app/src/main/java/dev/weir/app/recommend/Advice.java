package dev.weir.app.recommend;

import java.util.Optional;

/**
 * Holds what is recommended for one use.
 *
 * @param reason why, with the figures that decide
 * @param tradeOffs what others are better at, in a sentence
 * @param runnerUp what would be recommended without the chosen one; empty if there is no other
 * @param tie whether the F1 of the runner-up may be as good
 */
record Advice(
    UseCase use,
    Measured chosen,
    String reason,
    String tradeOffs,
    Optional<Measured> runnerUp,
    boolean tie) {}
