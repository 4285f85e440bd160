package dev.weir.app.http.tls;

import dev.weir.settings.CertificateFiles;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Makes the contexts of TLS connections. */
public final class TlsContexts {

  /** Guards nothing: the key stores live in memory only. */
  private static final char[] PASSWORD = new char[0];

  private TlsContexts() {}

  /**
   * A context.
   *
   * @param own the certificate that it presents, with its key; empty for none
   * @param authorities certificates that the other side's must descend from; empty for those that
   *     Java trusts
   * @throws IOException if a certificate or the key cannot be used
   */
  public static SSLContext of(
      Optional<CertificateFiles.Pair> own, List<X509Certificate> authorities) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          own.isEmpty() ? null : keys(own.get()),
          authorities.isEmpty() ? null : trust(authorities),
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot prepare TLS: " + e.getMessage(), e);
    }
  }

  private static KeyManager[] keys(CertificateFiles.Pair pair)
      throws GeneralSecurityException, IOException {
    KeyStore keys = store();
    keys.setKeyEntry("weir", pair.key(), PASSWORD, pair.chain().toArray(new X509Certificate[0]));
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    return managers.getKeyManagers();
  }

  private static TrustManager[] trust(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = store();
    for (X509Certificate authority : authorities) {
      trusted.setCertificateEntry("authority-" + trusted.size(), authority);
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    return managers.getTrustManagers();
  }

  private static KeyStore store() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    return store;
  }
}
