package dev.weir.app.cli;

import dev.weir.app.cli.output.Json;
import dev.weir.app.cli.output.OutputOption;
import dev.weir.app.cli.output.Refusal;
import dev.weir.app.exit.ExitCode;
import dev.weir.settings.AccessToken;
import dev.weir.settings.hocon.KebabCase;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir token}. */
@Command(
    name = "token",
    description = {
      "Prints a new random token for the HTTP interface, and the line for weir.http.tokens-file.",
      "The token is stored nowhere: give it to the program that sends requests."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example: weir token --role ingest --name gateway"})
final class TokenCommand implements Callable<Integer> {

  private static final int BYTES = 32;

  @Option(
      names = "--role",
      paramLabel = "ingest|read|admin",
      defaultValue = "read",
      description = "What the token allows (default: ${DEFAULT-VALUE}).")
  private AccessToken.Role role = AccessToken.Role.READ;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "token",
      description = "What the log calls it (default: ${DEFAULT-VALUE}).")
  private String name = "token";

  @Mixin private OutputOption output = new OutputOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new Refusal(
          ExitCode.USAGE, "--name must be 1 to 64 letters, digits, dots, dashes and underscores");
    }
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
    String line =
        "%s sha256:%s %s".formatted(KebabCase.of(role), HexFormat.of().formatHex(hash), name);
    PrintWriter out = spec.commandLine().getOut();
    if (output.isJson()) {
      out.println(Json.write(new TreeMap<>(Map.of("token", token, "line", line))));
    } else {
      out.println("Token  " + token);
      out.println("Line   " + line);
    }
    out.flush();
    return ExitCode.OK;
  }
}
