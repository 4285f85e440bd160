/** Makes the sources, sinks, stores and receivers that the settings name. */
@NullMarked
package dev.weir.app.service.wiring;

import org.jspecify.annotations.NullMarked;
