package io.github.socketaction.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.socket.AbstractUnixAddress;
import io.github.socketaction.testkit.Verifies;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SocketAddressesTest {

    private static final SocketAddresses LINUX = new SocketAddresses(1, 2, 10, false, 108, true);
    private static final SocketAddresses MAC = new SocketAddresses(1, 2, 30, true, 104, false);
    private static final SocketAddresses FREEBSD = new SocketAddresses(1, 2, 28, true, 104, false);

    private final ByteBuffer memory =
            ByteBuffer.allocate(SocketAddresses.MAX_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    @Test
    @Verifies("X1")
    void the_bytes_of_sockaddr_in_are_those_of_the_system() throws Exception {
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}), 0x1f90);
        assertThat(encoded(LINUX, address)).isEqualTo("0200" + "1f90" + "c0000201" + "00".repeat(8));
        assertThat(encoded(MAC, address)).isEqualTo("1002" + "1f90" + "c0000201" + "00".repeat(8));
        assertThat(encoded(FREEBSD, address)).isEqualTo("1002" + "1f90" + "c0000201" + "00".repeat(8));
    }

    @Test
    @Verifies("X1")
    void the_bytes_of_sockaddr_in6_have_the_scope_in_the_order_of_the_machine() throws Exception {
        String ip = "fe80" + "00".repeat(12) + "0001";
        InetSocketAddress address = new InetSocketAddress(
                Inet6Address.getByAddress(null, HexFormat.of().parseHex(ip), 3), 443);
        assertThat(encoded(LINUX, address)).isEqualTo("0a00" + "01bb" + "00000000" + ip + "03000000");
        assertThat(encoded(MAC, address)).isEqualTo("1c1e" + "01bb" + "00000000" + ip + "03000000");
        assertThat(encoded(FREEBSD, address)).isEqualTo("1c1c" + "01bb" + "00000000" + ip + "03000000");
    }

    @Test
    @Verifies("X1")
    void the_bytes_of_sockaddr_un_end_a_path_with_nul_and_begin_an_abstract_name_with_it() throws Exception {
        assertThat(encoded(LINUX, UnixDomainSocketAddress.of("/a"))).isEqualTo("0100" + "2f61" + "00");
        assertThat(encoded(MAC, UnixDomainSocketAddress.of("/a"))).isEqualTo("0501" + "2f61" + "00");
        assertThat(encoded(LINUX, new AbstractUnixAddress("ab"))).isEqualTo("0100" + "00" + "6162");
    }

    private String encoded(SocketAddresses system, SocketAddress address) throws IOException {
        memory.putInt(40, -1); // what a former address has left
        byte[] bytes = new byte[system.encode(address, memory)];
        memory.get(0, bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    @Verifies("X1")
    void what_is_encoded_is_decoded_to_the_same_address() throws Exception {
        SocketAddress[] addresses = {
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 65_535),
            new InetSocketAddress(
                    InetAddress.getByAddress(HexFormat.of().parseHex("20010db8" + "00".repeat(11) + "01")), 1),
            UnixDomainSocketAddress.of("/run/some.sock"),
            UnixDomainSocketAddress.of("/" + "p".repeat(106)),
            new AbstractUnixAddress("n".repeat(107))
        };
        for (SocketAddress address : addresses) {
            int length = LINUX.encode(address, memory);
            assertThat(LINUX.decode(memory, length)).isEqualTo(address);
        }
        int length = FREEBSD.encode(addresses[1], memory);
        assertThat(FREEBSD.decode(memory, length)).isEqualTo(addresses[1]);
    }

    @Test
    @Verifies("X1")
    void an_unnamed_unix_socket_has_the_empty_path_and_an_unknown_family_no_address() {
        memory.putShort(0, (short) 1);
        assertThat(LINUX.decode(memory, 2)).isEqualTo(UnixDomainSocketAddress.of(""));
        memory.putShort(0, (short) 16);
        assertThat(LINUX.decode(memory, 16)).isNull();
        assertThat(LINUX.decode(memory, 0)).isNull();
        memory.putShort(0, (short) 2);
        assertThat(LINUX.decode(memory, 15)).as("cut short").isNull();
    }

    @Test
    @Verifies("X2")
    void a_path_takes_all_of_sun_path_but_the_nul_and_not_one_byte_more() throws Exception {
        assertThat(LINUX.encode(UnixDomainSocketAddress.of("/" + "p".repeat(106)), memory))
                .isEqualTo(110);
        assertThat(MAC.encode(UnixDomainSocketAddress.of("/" + "p".repeat(102)), memory))
                .isEqualTo(106);
        assertThatThrownBy(() -> LINUX.encode(UnixDomainSocketAddress.of("/" + "p".repeat(107)), memory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("108 bytes")
                .hasMessageContaining("107");
        assertThatThrownBy(() -> MAC.encode(UnixDomainSocketAddress.of("/" + "p".repeat(103)), memory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("takes 103");
        assertThatThrownBy(() -> LINUX.encode(new AbstractUnixAddress("n".repeat(108)), memory))
                .isInstanceOf(IOException.class);
    }

    @Test
    @Verifies("X2")
    void addresses_that_cannot_be_connected_to_are_refused_by_name() {
        assertThatThrownBy(() -> LINUX.encode(InetSocketAddress.createUnresolved("name.invalid", 80), memory))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("name.invalid");
        assertThatThrownBy(() -> MAC.encode(new AbstractUnixAddress("x"), memory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("only Linux");
        assertThatThrownBy(() -> LINUX.encode(new StrangeAddress(), memory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("StrangeAddress");
    }

    private static final class StrangeAddress extends SocketAddress {
        private static final long serialVersionUID = 1L;
    }
}
