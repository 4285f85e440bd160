/** Documents of tools, such as the answers of Prometheus, as lines of one JSON record each. */
@NullMarked
package dev.weir.connectors.document;

import org.jspecify.annotations.NullMarked;
