package dev.weir.alerting.outbox;

import dev.weir.alerting.Outbox;

class MemoryOutboxTest extends OutboxContract {

  @Override
  Outbox outbox() {
    return new MemoryOutbox(REMEMBERED);
  }
}
