package dev.weir.app.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.checkpointing.CheckpointHeader;
import dev.weir.checkpointing.CheckpointReader;
import dev.weir.engine.query.CheckpointAnswer;
import java.nio.file.Path;
import java.util.List;

/** Checkpoints as JSON: its keys are part of the contract. */
public final class CheckpointsJson {

  /** How many checkpoints are listed. */
  public static final int MOST = 1_000;

  /**
   * A checkpoint on the disk.
   *
   * @param header as it says; the rest of the file is not looked at
   * @param bytes of the file
   */
  public record Listed(Path file, CheckpointHeader header, long bytes) {}

  private CheckpointsJson() {}

  /**
   * One object with the first {@value #MOST} checkpoints, and how many there are.
   *
   * @param unreadable how many more files have no header that can be read
   */
  public static String list(List<Listed> checkpoints, int unreadable) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("count", checkpoints.size());
    json.put("unreadable", unreadable);
    ArrayNode list = json.putArray("checkpoints");
    for (Listed each : checkpoints.subList(0, Math.min(MOST, checkpoints.size()))) {
      ObjectNode row = list.addObject();
      row.put("source", each.header().pipeline());
      row.put("number", each.header().number());
      row.put("created_at", each.header().createdAt().toString());
      row.put("position", each.header().position());
      row.put("bytes", each.bytes());
      row.put("writer", each.header().writer());
    }
    return StatusJson.text(json);
  }

  /** A checkpoint that was read from the first byte to the last. */
  public static String whole(CheckpointReader reader) {
    ObjectNode json = verified(reader.header(), "whole");
    json.put("bytes", reader.bytes());
    json.put("sha256", reader.digest());
    json.put("state_hash", reader.stateHash());
    return StatusJson.text(json);
  }

  /** A checkpoint that is not whole. */
  public static String damaged(CheckpointHeader header) {
    return StatusJson.text(verified(header, "damaged"));
  }

  private static ObjectNode verified(CheckpointHeader header, String state) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("source", header.pipeline());
    json.put("number", header.number());
    json.put("state", state);
    return json;
  }

  /** The answers to a request for a checkpoint of each source. */
  public static String taken(List<CheckpointAnswer> answers) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("checkpoints");
    for (CheckpointAnswer answer : answers) {
      ObjectNode row = list.addObject();
      row.put("source", answer.pipeline());
      switch (answer) {
        case CheckpointAnswer.Saved saved -> {
          row.put("state", "saved");
          row.put("after_records", saved.records());
        }
        case CheckpointAnswer.NotSaved notSaved -> {
          row.put("state", "not-saved");
          row.put("reason", notSaved.reason());
        }
      }
    }
    return StatusJson.text(json);
  }
}
