/** Makes faults: in disks, system calls, clocks, connections and saved state. */
@NullMarked
package dev.weir.chaos.fault;

import org.jspecify.annotations.NullMarked;
