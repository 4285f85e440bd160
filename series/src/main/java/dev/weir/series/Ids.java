package dev.weir.series;

import dev.weir.detectors.Detector;
import dev.weir.detectors.alertpolicy.AlertPolicyDetector;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;

/** Ids and seeds: functions of what they stand for, the same on every machine and in every run. */
public final class Ids {

  private static final int ID_BYTES = 16;
  private static final int CONFIG_BYTES = 8;
  private static final MessageDigest SHA_256 = newSha256();

  private Ids() {}

  /**
   * The id of a detection: 32 hex digits.
   *
   * @param position of the record, as its source writes it
   * @param config {@link #config} of the detector that judged it; empty if none did
   */
  public static String detection(String pipeline, long epoch, String position, String config) {
    return hash(ID_BYTES, pipeline + '\0' + epoch + '\0' + position + '\0' + config);
  }

  /** The configuration hash of a detector: changes exactly if a parameter does. */
  public static String config(Detector detector) {
    return hash(CONFIG_BYTES, detector.identity().text());
  }

  /** A hash of {@link Detector#learning}: models of another are of no use. */
  public static String learning(Detector detector) {
    return hash(CONFIG_BYTES, detector.learning());
  }

  /** The hashes of all learning parts whose models a detector goes on with. */
  static Set<String> restorable(Detector detector) {
    return AlertPolicyDetector.restorable(detector).stream()
        .map(text -> hash(CONFIG_BYTES, text))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The seed of a series. */
  public static long seed(String key) {
    return ByteBuffer.wrap(sha256().digest(key.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  private static String hash(int bytes, String text) {
    byte[] digest = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, bytes);
  }

  /** A copy costs a fraction of asking the platform for another. */
  private static MessageDigest sha256() {
    try {
      return (MessageDigest) SHA_256.clone();
    } catch (CloneNotSupportedException e) {
      return newSha256();
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
