package io.github.socketaction.internal.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.internal.pipe.Endpoints;
import io.github.socketaction.transfer.ProxyOptions.HaproxyHeader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The header that HAProxy reads, byte for byte as its specification (PROXY protocol, sections 2.1 and 2.2) has it. */
class HaproxyStageTest {

    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    private static InetSocketAddress at(String address, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(address), port);
    }

    private static String text(Endpoints endpoints) {
        return new String(HaproxyStage.header(HaproxyHeader.V1, endpoints), US_ASCII);
    }

    private static String binary(Endpoints endpoints) {
        return HexFormat.of().formatHex(HaproxyStage.header(HaproxyHeader.V2, endpoints));
    }

    @Test
    void ipv4() throws UnknownHostException {
        Endpoints endpoints = new Endpoints(at("198.51.100.22", 443), at("203.0.113.7", 35646));
        assertThat(text(endpoints)).isEqualTo("PROXY TCP4 203.0.113.7 198.51.100.22 35646 443\r\n");
        assertThat(binary(endpoints)).isEqualTo(SIGNATURE + "2111000c" + "cb007107" + "c6336416" + "8b3e" + "01bb");
    }

    @Test
    void ipv6_without_the_zone() throws UnknownHostException {
        Endpoints endpoints = new Endpoints(at("2001:db8::1", 80), at("fe80::2%1", 65535));
        assertThat(text(endpoints)).isEqualTo("PROXY TCP6 fe80:0:0:0:0:0:0:2 2001:db8:0:0:0:0:0:1 65535 80\r\n");
        assertThat(binary(endpoints))
                .isEqualTo(SIGNATURE + "21210024" + "fe80" + "0".repeat(26) + "02" + "20010db8" + "0".repeat(22) + "01"
                        + "ffff" + "0050");
    }

    @Test
    void what_is_no_pair_of_addresses_is_unknown() throws UnknownHostException {
        UnixDomainSocketAddress unix = UnixDomainSocketAddress.of("/run/x");
        for (Endpoints endpoints : new Endpoints[] {
            new Endpoints(null, null),
            new Endpoints(unix, unix),
            new Endpoints(at("192.0.2.1", 80), null),
            new Endpoints(at("192.0.2.1", 80), at("2001:db8::1", 1))
        }) {
            assertThat(text(endpoints)).isEqualTo("PROXY UNKNOWN\r\n");
            assertThat(binary(endpoints)).isEqualTo(SIGNATURE + "21000000");
        }
    }
}
