package dev.weir.alerting.group;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Destination;
import dev.weir.alerting.Notice;
import dev.weir.alerting.Outbox.Entry;
import dev.weir.alerting.OutboxFailure;
import dev.weir.alerting.ReceiverState;
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

  /** Saving takes at most one part in so many of the time. */
  private static final int SHARE_OF_SAVING = 20;

  private final Optional<StateFiles> files;
  private final Map<String, Notice> open = new LinkedHashMap<>();
  private Optional<Setting> setting = Optional.empty();

  /** The alerts of {@code open}; empty if they changed since. */
  private Optional<List<Alert>> alerts = Optional.of(List.of());

  private volatile long changes;
  private long settled;
  private boolean waiting;

  /** Held while the file is written, so that one thread writes it. Taken before that of this. */
  private final Object saving = new Object();

  private volatile Duration saveTook = Duration.ZERO;
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
  public synchronized List<Alert> list() {
    List<Alert> list = alerts.orElseGet(() -> open.values().stream().map(Notice::alert).toList());
    alerts = Optional.of(list);
    return list;
  }

  /** Changes whenever the list does. */
  long changes() {
    return changes;
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
    alerts = Optional.empty();
    changes++;
    if (!waiting && !entries.isEmpty() && setting.isPresent()) {
      waiting = true;
      Duration wait = ReceiverState.longer(SAVED_WITHIN, saveTook.multipliedBy(SHARE_OF_SAVING));
      setting.get().context().alarm().set(wait, this::saveIfRunning);
    }
  }

  /** After the stop, another process may own the files. */
  private void saveIfRunning() {
    synchronized (saving) {
      if (!stopped) {
        save();
      }
    }
  }

  /** Writes the file while notices are taken. */
  private void save() {
    synchronized (saving) {
      long from = now();
      Saved saved = toSave();
      try {
        if (files.isPresent()) {
          files.get().write(FILE, bytes(saved.notices()));
        }
        if (setting.isPresent()) {
          setting.get().outbox().settle(NAME, saved.settled());
        }
      } catch (IOException e) {
        LOG.error("the list of open alerts cannot be saved: {}", OutboxFailure.text(e));
      }
      saveTook = Duration.ofNanos(now() - from);
    }
  }

  private record Saved(List<Notice> notices, long settled) {}

  private synchronized Saved toSave() {
    waiting = false;
    return new Saved(List.copyOf(open.values()), settled);
  }

  private long now() {
    return setting.map(with -> with.context().nanoTime().getAsLong()).orElse(0L);
  }

  private static byte[] bytes(List<Notice> notices) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(notices.size());
      for (Notice notice : notices) {
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
  public void stop() {
    synchronized (saving) {
      save();
      stopped = true;
    }
  }
}
