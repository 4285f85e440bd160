package dev.weir.app.architecture.broken.monitoring;

import java.io.IOException;
import java.io.ObjectOutputStream;

/** Writes objects. */
record WritesObjects(ObjectOutputStream out) {

  void write(Object what) throws IOException {
    out.writeObject(what);
  }
}
