package dev.weir.alerting.email;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that gives the answers that a test sets, and accepts all other commands. */
final class ScriptedSmtp implements Closeable {

  /** Answer that closes the connection. */
  static final String CLOSE = "close";

  final List<String> commands = new CopyOnWriteArrayList<>();
  final List<String> mails = new CopyOnWriteArrayList<>();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final ServerSocket socket;

  ScriptedSmtp() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Answers commands that begin so, and the pseudo-commands GREETING and END. */
  ScriptedSmtp answers(String command, String answer) {
    answers.put(command, answer);
    return this;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (SocketException e) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
      OutputStream out = client.getOutputStream();
      if (!say(out, "GREETING", "220 mail.example ESMTP")) {
        return;
      }
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        commands.add(line);
        boolean isData = line.equals("DATA");
        String usual =
            line.startsWith("EHLO")
                ? "250-mail.example\r\n250 AUTH PLAIN LOGIN"
                : isData ? "354 go on" : line.startsWith("AUTH") ? "235 welcome" : "250 ok";
        if (!say(out, line, usual)) {
          return;
        }
        boolean isAccepted = !answers.containsKey("DATA");
        if (isData && isAccepted && !takeMail(in, out)) {
          return;
        }
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private boolean takeMail(BufferedReader in, OutputStream out) throws IOException {
    StringBuilder mail = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      mail.append(line).append('\n');
    }
    mails.add(mail.toString());
    return say(out, "END", "250 queued");
  }

  private boolean say(OutputStream out, String command, String usual) throws IOException {
    String answer =
        answers.entrySet().stream()
            .filter(entry -> command.startsWith(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(usual);
    if (answer.equals(CLOSE)) {
      return false;
    }
    out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
    return true;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
