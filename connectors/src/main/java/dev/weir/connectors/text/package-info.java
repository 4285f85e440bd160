/**
 * Records as lines of text, CSV and JSON: what files, standard input and brokers have in common.
 */
@NullMarked
package dev.weir.connectors.text;

import org.jspecify.annotations.NullMarked;
