package dev.weir.app.http.wire;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** Groups addresses by the client that has them. */
final class ClientAddress {

  private static final int NETWORK_BYTES = 8;

  private ClientAddress() {}

  /** The address; of IPv6 the first 64 bits, as one client has all addresses of such a network. */
  static String of(InetAddress address) {
    return address instanceof Inet6Address
        ? HexFormat.ofDelimiter(":").formatHex(address.getAddress(), 0, NETWORK_BYTES) + "/64"
        : address.getHostAddress();
  }
}
