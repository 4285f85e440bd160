package dev.weir.app.service;

import dev.weir.app.service.wiring.Clocks;
import dev.weir.monitoring.Monitor;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * Objects that all actors of one run share.
 *
 * @param threads for work that takes long or waits for the disk
 * @param fatal receives an Error; does not return in a real process
 */
record RunContext(Monitor monitor, Clocks clocks, ExecutorService threads, Consumer<Error> fatal) {}
