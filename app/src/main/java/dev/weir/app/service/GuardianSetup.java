package dev.weir.app.service;

import dev.weir.app.service.start.RunOptions;
import dev.weir.app.service.wiring.Journals;
import dev.weir.app.service.wiring.NoticeStore;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.settings.WeirSettings;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The dependencies of the {@link Guardian}.
 *
 * @param store empty if nothing is saved
 * @param notices where alerts wait to be delivered
 * @param journals where batches wait that programs send
 * @param state published to clients of HTTP and to the command line
 * @param ended completed when the service has stopped
 */
record GuardianSetup(
    WeirSettings settings,
    RunOptions options,
    Optional<LocalCheckpointStore> store,
    NoticeStore notices,
    Journals journals,
    ServiceState state,
    RunContext context,
    CompletableFuture<Ending> ended) {}
