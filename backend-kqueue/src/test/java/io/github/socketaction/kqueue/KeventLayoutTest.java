package io.github.socketaction.kqueue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.SocketEvents;
import io.github.socketaction.testkit.Verifies;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeventLayoutTest {

    private static final long KEY = 0x1122_3344_5566_7788L;
    private static final String IDENT = "0700000000000000";
    private static final String BYTES_OF_KEY = "8877665544332211";
    private static final String ZERO = "0000000000000000";
    private static final String EXT = ZERO.repeat(4);

    /** EV_ADD of EVFILT_READ for descriptor 7, from the systems' headers. */
    private static final String ADD_32 = IDENT + "ffff" + "0100" + "00000000" + ZERO + BYTES_OF_KEY;

    private static final String ADD_40 =
            IDENT + "00000000" + "01000000" + "00000000" + "00000000" + ZERO + BYTES_OF_KEY;

    /** EV_DELETE with EV_RECEIPT of EVFILT_WRITE. */
    private static final String DELETE_32 = IDENT + "feff" + "4200" + "00000000" + ZERO + BYTES_OF_KEY;

    private static final String DELETE_40 =
            IDENT + "01000000" + "42000000" + "00000000" + "00000000" + ZERO + BYTES_OF_KEY;

    /** An event: EVFILT_WRITE with EV_EOF, error 104 and 4660 bytes of room. */
    private static final String EVENT_32 = IDENT + "feff" + "0080" + "68000000" + "3412000000000000" + BYTES_OF_KEY;

    private static final String EVENT_40 =
            IDENT + "01000000" + "00800000" + "68000000" + "00000000" + "3412000000000000" + BYTES_OF_KEY;

    private static final Map<KeventLayout, String[]> GOLDEN = new EnumMap<>(Map.of(
            KeventLayout.MACOS, golden(ADD_32, DELETE_32, EVENT_32, "f6ff"),
            KeventLayout.FREEBSD_11, golden(ADD_32, DELETE_32, EVENT_32, "f5ff"),
            KeventLayout.FREEBSD_12, golden(ADD_32 + EXT, DELETE_32 + EXT, EVENT_32 + EXT, "f5ff"),
            KeventLayout.OPENBSD, golden(ADD_32, DELETE_32, EVENT_32, "f6ff"),
            KeventLayout.DRAGONFLY, golden(ADD_32, DELETE_32, EVENT_32, "f7ff"),
            KeventLayout.NETBSD_10, golden(ADD_40, DELETE_40, EVENT_40, "08000000"),
            KeventLayout.NETBSD_11, golden(ADD_40 + EXT, DELETE_40 + EXT, EVENT_40 + EXT, "08000000"),
            KeventLayout.LIBKQUEUE, golden(ADD_32, DELETE_32, EVENT_32, "f5ff")));

    private static String[] golden(String add, String delete, String event, String userFilter) {
        return new String[] {add, delete, event, userFilter};
    }

    @Test
    @Verifies("K1")
    void the_bytes_of_a_change_are_those_of_the_system_whatever_was_there_before() {
        assertThat(GOLDEN).containsOnlyKeys(KeventLayout.values());
        GOLDEN.forEach((layout, golden) -> {
            assertThat(layout.size()).as("%s", layout).isEqualTo(golden[0].length() / 2);
            assertThat(layout.size()).as("%s", layout).isLessThanOrEqualTo(KeventLayout.LARGEST);
            int reading = layout.filter(SocketEvents.IN);
            int writing = layout.filter(SocketEvents.OUT);
            assertThat(written(layout, reading, Kqueue.EV_ADD)).as("%s", layout).isEqualTo(golden[0]);
            assertThat(written(layout, writing, Kqueue.EV_DELETE | Kqueue.EV_RECEIPT))
                    .as("%s", layout)
                    .isEqualTo(golden[1]);
        });
    }

    /** The second one of an array full of ones. */
    private static String written(KeventLayout layout, int filter, int flags) {
        byte[] bytes = new byte[3 * layout.size()];
        java.util.Arrays.fill(bytes, (byte) -1);
        ByteBuffer array = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        layout.write(array, 1, 7, filter, flags, 0, KEY);
        String all = HexFormat.of().formatHex(bytes);
        String untouched = "ff".repeat(layout.size());
        assertThat(all).startsWith(untouched).endsWith(untouched);
        return all.substring(2 * layout.size(), 4 * layout.size());
    }

    @Test
    @Verifies("K1")
    void the_bytes_that_trigger_the_user_event_name_its_filter_and_the_note() {
        GOLDEN.forEach((layout, golden) -> {
            byte[] bytes = new byte[layout.size()];
            ByteBuffer array = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            layout.write(array, 0, 0, layout.userFilter(), 0, Kqueue.NOTE_TRIGGER, -1);
            String filter = golden[3];
            assertThat(HexFormat.of().formatHex(bytes))
                    .as("%s", layout)
                    .startsWith(ZERO + filter + "00".repeat(filter.length() / 2) + "00000001")
                    .contains("ff".repeat(8));
        });
    }

    @Test
    @Verifies("K1")
    void the_bytes_of_an_event_are_read_where_the_system_puts_them() {
        GOLDEN.forEach((layout, golden) -> {
            byte[] two = HexFormat.of().parseHex(golden[0] + golden[2]);
            ByteBuffer array = ByteBuffer.wrap(two).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(layout.ident(array, 1)).as("%s", layout).isEqualTo(7);
            assertThat(layout.eventBit(layout.filter(array, 0)))
                    .as("%s", layout)
                    .isEqualTo(SocketEvents.IN);
            assertThat(layout.eventBit(layout.filter(array, 1)))
                    .as("%s", layout)
                    .isEqualTo(SocketEvents.OUT);
            assertThat(layout.flags(array, 1)).as("%s", layout).isEqualTo(Kqueue.EV_EOF);
            assertThat(layout.fflags(array, 1)).as("%s", layout).isEqualTo(104);
            assertThat(layout.data(array, 1)).as("%s", layout).isEqualTo(0x1234);
            assertThat(layout.key(array, 1)).as("%s", layout).isEqualTo(KEY);
            assertThat(layout.eventBit(layout.userFilter())).as("%s", layout).isZero();
        });
    }
}
