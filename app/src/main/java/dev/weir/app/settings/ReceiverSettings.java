package dev.weir.app.settings;

/** One receiver of alerts, as configured. */
public sealed interface ReceiverSettings {

  record Log() implements ReceiverSettings {}
}
