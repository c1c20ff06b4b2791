package io.github.socketaction.epoll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.Verifies;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EpollEventLayoutTest {

    private static final long DATA = 0x1122_3344_5566_7788L;

    @Test
    @Verifies("X3")
    void the_bytes_of_an_event_on_x86_64_are_packed() {
        EpollEventLayout layout = EpollEventLayout.of("amd64");
        assertThat(layout.size()).isEqualTo(12);
        assertThat(bytes(layout)).isEqualTo("05000000" + "8877665544332211");
    }

    @Test
    @Verifies("X3")
    void the_bytes_of_an_event_on_aarch64_are_aligned_and_the_gap_is_0() {
        EpollEventLayout layout = EpollEventLayout.of("aarch64");
        assertThat(layout.size()).isEqualTo(16);
        assertThat(bytes(layout)).isEqualTo("05000000" + "00000000" + "8877665544332211");
    }

    private static String bytes(EpollEventLayout layout) {
        ByteBuffer buffer = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(0, -1).putLong(8, -1);
        layout.write(buffer, Epoll.IN | Epoll.OUT, DATA);
        return HexFormat.of().formatHex(buffer.array(), 0, layout.size());
    }

    @Test
    @Verifies("X3")
    void the_second_event_of_an_array_is_read_behind_the_first() {
        for (EpollEventLayout layout : new EpollEventLayout[] {EpollEventLayout.PACKED, EpollEventLayout.ALIGNED}) {
            ByteBuffer array = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
            layout.write(array, Epoll.IN, 1);
            layout.write(array.slice(layout.size(), layout.size()).order(ByteOrder.LITTLE_ENDIAN), Epoll.HUP, DATA);
            assertThat(layout.events(array, 0)).isEqualTo(Epoll.IN);
            assertThat(layout.data(array, 0)).isEqualTo(1);
            assertThat(layout.events(array, 1)).isEqualTo(Epoll.HUP);
            assertThat(layout.data(array, 1)).isEqualTo(DATA);
        }
    }

    @Test
    @Verifies("X3")
    void every_other_machine_has_the_aligned_layout() {
        assertThat(EpollEventLayout.of("x86_64")).isEqualTo(EpollEventLayout.PACKED);
        for (String arch : new String[] {"riscv64", "ppc64le", "s390x", "loongarch64"}) {
            assertThat(EpollEventLayout.of(arch)).isEqualTo(EpollEventLayout.ALIGNED);
        }
    }
}
