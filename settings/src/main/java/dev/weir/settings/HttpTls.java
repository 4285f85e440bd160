package dev.weir.settings;

import java.nio.file.Path;

/**
 * The files with which the HTTP interface serves TLS.
 *
 * @param certificate a PEM file: the certificate of the service first, then those that signed it
 * @param key a PEM file with the private key of the certificate, in PKCS #8
 */
public record HttpTls(Path certificate, Path key) {}
