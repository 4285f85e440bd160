package dev.weir.alerting.alertmanager;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** An Alertmanager to test against: the real one, or one that answers as recorded. */
interface AlertmanagerServer extends AutoCloseable {

  URI url();

  /** The labels of the alerts that are active now. */
  List<Map<String, String>> active() throws Exception;

  @Override
  void close();

  /**
   * Debian's Alertmanager if it is installed ({@code bin/test} sees to it), else the recorded one.
   */
  static AlertmanagerServer start() throws Exception {
    return RealAlertmanager.isInstalled() ? new RealAlertmanager() : new RecordedAlertmanager();
  }
}
