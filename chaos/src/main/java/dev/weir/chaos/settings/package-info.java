/**
 * Detectors and settings that the process under trial runs with, and how they change between lives.
 */
@NullMarked
package dev.weir.chaos.settings;

import org.jspecify.annotations.NullMarked;
