package dev.weir.alerting.group;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Destination;
import dev.weir.alerting.Notice;
import dev.weir.alerting.Outbox.Entry;
import dev.weir.alerting.OutboxFailure;
import dev.weir.alerting.outbox.NoticeBytes;
import dev.weir.alerting.outbox.StateFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last notice of every alert that is open, kept like what a receiver was sent: from the outbox,
 * and in a file of its own. For inhibition and for lists. Thread-safe.
 */
public final class OpenAlerts implements Destination, Destination.Starter {

  /** The name under which the outbox knows how far it is; no receiver can have it. */
  public static final String NAME = "weir/open-alerts";

  private static final Logger LOG = LoggerFactory.getLogger("weir.alerts");
  private static final String FILE = "open-alerts";
  private static final int VERSION = 1;
  private static final Duration SAVED_WITHIN = Duration.ofSeconds(1);

  private final Optional<StateFiles> files;
  private final Map<String, Notice> open = new LinkedHashMap<>();
  private Optional<Setting> setting = Optional.empty();
  private volatile List<Alert> alerts = List.of();
  private long settled;
  private boolean waiting;
  private boolean stopped;

  /** None yet; in memory if there are no files. */
  public OpenAlerts(Optional<StateFiles> files) {
    this.files = files;
  }

  /** The last notices of the alerts that were open when a service last saved them. */
  public static List<Notice> saved(StateFiles files) throws IOException {
    Optional<byte[]> bytes = files.read(FILE);
    return bytes.isEmpty() ? List.of() : read(bytes.get());
  }

  @Override
  public synchronized Destination start(Setting with) {
    setting = Optional.of(with);
    if (files.isPresent()) {
      try {
        saved(files.get()).forEach(notice -> open.put(notice.alert().id(), notice));
      } catch (IOException e) {
        LOG.error("the list of open alerts cannot be read: {}", OutboxFailure.text(e));
      }
    }
    accept(with.outbox().backlog(NAME));
    return this;
  }

  /** The alerts that are open. */
  public List<Alert> list() {
    return alerts;
  }

  @Override
  public synchronized void accept(List<Entry> entries) {
    for (Entry entry : entries) {
      Notice notice = entry.notice();
      switch (notice.kind()) {
        case OPENED, AGAIN -> open.put(notice.alert().id(), notice);
        case RESOLVED -> open.remove(notice.alert().id());
      }
      settled = entry.number() + 1;
    }
    alerts = open.values().stream().map(Notice::alert).toList();
    if (!waiting && !entries.isEmpty() && setting.isPresent()) {
      waiting = true;
      setting.get().context().alarm().set(SAVED_WITHIN, this::saveIfRunning);
    }
  }

  /** After the stop, another process may own the files. */
  private synchronized void saveIfRunning() {
    if (!stopped) {
      save();
    }
  }

  private synchronized void save() {
    waiting = false;
    try {
      if (files.isPresent()) {
        files.get().write(FILE, bytes());
      }
      if (setting.isPresent()) {
        setting.get().outbox().settle(NAME, settled);
      }
    } catch (IOException e) {
      LOG.error("the list of open alerts cannot be saved: {}", OutboxFailure.text(e));
    }
  }

  private byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(open.size());
      for (Notice notice : open.values()) {
        byte[] content = NoticeBytes.of(notice);
        out.writeInt(content.length);
        out.write(content);
      }
    }
    return bytes.toByteArray();
  }

  private static List<Notice> read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    if (in.readUnsignedByte() != VERSION) {
      throw new IOException("the list of open alerts is of another version");
    }
    List<Notice> notices = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      byte[] content = in.readNBytes(Math.max(0, in.readInt()));
      notices.add(NoticeBytes.read(ByteBuffer.wrap(content)));
    }
    return notices;
  }

  @Override
  public boolean hasRoom() {
    return true;
  }

  @Override
  public boolean isAtRest() {
    return true;
  }

  @Override
  public void hurry() {
    save();
  }

  @Override
  public synchronized void stop() {
    save();
    stopped = true;
  }
}
