package dev.weir.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.cli.output.OutputOption;
import dev.weir.app.exit.ExitCode;
import dev.weir.app.report.StatusTable;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir status}. */
@Command(
    name = "status",
    description = "Asks a running service how it is.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: weir status --url http://127.0.0.1:8080"})
final class StatusCommand implements Callable<Integer> {

  @Mixin private ServiceClient service = new ServiceClient();

  @Mixin private OutputOption output = new OutputOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    String body = service.get("/api/v1/status");
    JsonNode status = service.parse(body, "records");
    PrintWriter out = spec.commandLine().getOut();
    if (output.isJson()) {
      out.println(body);
    } else {
      out.print(StatusTable.of(status));
      out.flush();
    }
    return ExitCode.OK;
  }
}
