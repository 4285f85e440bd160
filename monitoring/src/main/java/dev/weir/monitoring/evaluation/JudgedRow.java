package dev.weir.monitoring.evaluation;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Holds one row that is compared: its label and the verdict.
 *
 * @param nanos its event time; empty where rows are only numbered
 * @param score empty if the row was not scored
 * @param labelledAnomalous what the data itself says
 * @param anomaly whether it was found anomalous
 * @param alert whether it opened an incident, or raised it again
 */
public record JudgedRow(
    OptionalLong nanos,
    OptionalDouble score,
    boolean labelledAnomalous,
    boolean anomaly,
    boolean alert) {}
