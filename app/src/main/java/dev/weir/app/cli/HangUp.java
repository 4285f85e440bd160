package dev.weir.app.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signal by which many services read their settings again. The service goes on with its
 * settings and says that a restart is needed.
 */
final class HangUp {

  private static final Logger LOG = LoggerFactory.getLogger("weir.service");

  private HangUp() {}

  /** Without this the virtual machine stops the process at SIGHUP. */
  static void stopsNothing() {
    try {
      // By reflection: the compiler warns of sun.misc.Signal, and Java has no other way to a
      // signal.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object answer =
          Proxy.newProxyInstance(
              HangUp.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      LOG.warn(
                          "SIGHUP: settings are read at the start only; restart to change them"
                              + " (what was learnt is kept where weir check --state says so)");
                      yield null;
                    }
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" ->
                        System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
                    default -> "the answer to SIGHUP";
                  });
      Object hangUp = signal.getConstructor(String.class).newInstance("HUP");
      var _ = signal.getMethod("handle", signal, handler).invoke(null, hangUp, answer);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      Throwable cause = e instanceof InvocationTargetException thrown ? thrown.getCause() : e;
      LOG.warn("SIGHUP stops the service here: {}", String.valueOf(cause));
    }
  }
}
