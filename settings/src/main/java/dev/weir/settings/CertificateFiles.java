package dev.weir.settings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a certificate and its private key from PEM files (RFC 7468), as certificate tools write
 * them.
 */
public final class CertificateFiles {

  private static final int LARGEST = 256 << 10;
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----([^-]*)-----END ");

  private CertificateFiles() {}

  /**
   * Holds a certificate with its private key.
   *
   * @param chain the certificate of the service, then those that signed it
   * @param clientAuthorities certificates that those of clients must descend from; empty if clients
   *     need none
   */
  public record Pair(
      List<X509Certificate> chain, PrivateKey key, List<X509Certificate> clientAuthorities) {

    /** Keeps a copy of the lists. */
    public Pair {
      chain = List.copyOf(chain);
      clientAuthorities = List.copyOf(clientAuthorities);
    }

    /** Whether the certificates are those of another pair. */
    public boolean hasCertificatesOf(Pair other) {
      return chain.equals(other.chain()) && clientAuthorities.equals(other.clientAuthorities());
    }

    /** The key is a secret and is left out. */
    @Override
    public String toString() {
      return "Pair[" + chain.getFirst().getSubjectX500Principal() + "]";
    }
  }

  /**
   * Reads the files.
   *
   * @throws IOException if one cannot be read, holds something else, the key is not that of the
   *     certificate, or other users can read it; the message names the file and repeats nothing of
   *     it
   */
  public static Pair read(HttpTls files) throws IOException {
    List<X509Certificate> chain = chain(files.certificate());
    PrivateKey key = key(files.key(), chain.getFirst().getPublicKey().getAlgorithm());
    if (!belongs(key, chain.getFirst().getPublicKey())) {
      throw new IOException(
          "the key in %s is not the key of the first certificate in %s"
              .formatted(files.key(), files.certificate()));
    }
    Optional<Path> authority = files.clientAuthority();
    return new Pair(chain, key, authority.isPresent() ? chain(authority.get()) : List.of());
  }

  /**
   * The certificates in a file.
   *
   * @throws IOException if it cannot be read or holds none; the message names it
   */
  public static List<X509Certificate> chain(Path file) throws IOException {
    try {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes(file)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        throw new IOException(
            "%s holds no certificate: it must be a PEM file with BEGIN CERTIFICATE"
                .formatted(file));
      }
      return chain;
    } catch (CertificateException e) {
      throw new IOException(
          "%s is not a PEM file of certificates (BEGIN CERTIFICATE)".formatted(file), e);
    }
  }

  private static PrivateKey key(Path file, String algorithm) throws IOException {
    Matcher pem = KEY.matcher(new String(bytes(file), StandardCharsets.US_ASCII));
    if (!pem.find()) {
      throw new IOException(
          "%s holds no private key: it must be a PEM file with BEGIN PRIVATE KEY".formatted(file));
    }
    if (!pem.group(1).equals("PRIVATE KEY")) {
      throw new IOException(
          "%s holds a key of the form %s; write it as PKCS #8: openssl pkcs8 -topk8 -nocrypt -in %s -out NEW"
              .formatted(file, pem.group(1), file));
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (permissions.contains(PosixFilePermission.OTHERS_READ)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)
        || permissions.contains(PosixFilePermission.GROUP_WRITE)) {
      throw new IOException("other users can use the key in %s: chmod go-w,o-r".formatted(file));
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(pem.group(2));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (IllegalArgumentException | InvalidKeySpecException e) {
      throw new IOException(
          "the key in %s cannot be read as a key of type %s, that of the certificate"
              .formatted(file, algorithm),
          e);
    } catch (GeneralSecurityException e) {
      throw new IOException("keys of type %s are not supported".formatted(algorithm), e);
    }
  }

  /** Whether a signature of the one is a signature of the other. */
  private static boolean belongs(PrivateKey key, PublicKey certified) throws IOException {
    byte[] text = {1, 2, 3};
    String algorithm =
        switch (certified.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          case String other -> other;
        };
    try {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(text);
      byte[] signature = signing.sign();
      Signature verifying = Signature.getInstance(algorithm);
      verifying.initVerify(certified);
      verifying.update(text);
      return verifies(verifying, signature);
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "keys of type %s are not supported".formatted(certified.getAlgorithm()), e);
    }
  }

  /** Whether a signature is right; one of a key of another size has a length that is refused. */
  private static boolean verifies(Signature verifying, byte[] signature) {
    try {
      return verifying.verify(signature);
    } catch (SignatureException e) {
      return false;
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException("%s is larger than 256 KiB".formatted(file));
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new IOException("%s does not exist".formatted(file), e);
    }
  }
}
