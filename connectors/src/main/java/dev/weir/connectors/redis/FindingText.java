package dev.weir.connectors.redis;

/** Warnings about a stream that is not as it was read, each with its remedy. */
final class FindingText {

  private FindingText() {}

  static String of(Ledger.Finding.Gap gap, String stream, Ledger ledger) {
    return ("stream '%s': %d entries behind %s were trimmed or deleted before they could be read,"
            + " %d in all; it has to keep more than comes in during the longest outage")
        .formatted(stream, gap.records(), ledger.at(), ledger.gaps());
  }

  static String of(Ledger.Finding.WentBack back, String stream, Ledger ledger) {
    return ("stream '%s' has lost its last entries, which were read before; reading goes on behind"
            + " %s as incarnation %d, and models keep what they know; 'appendfsync always' keeps a"
            + " crash of Redis from losing entries")
        .formatted(stream, back.to(), ledger.incarnation());
  }

  static String ofReborn(String stream, Ledger ledger) {
    return ("stream '%s' is not the one that was read: this one is read from its beginning as"
            + " incarnation %d, and models keep what they know; 'appendonly yes' keeps a restart of"
            + " Redis from losing streams")
        .formatted(stream, ledger.incarnation());
  }
}
