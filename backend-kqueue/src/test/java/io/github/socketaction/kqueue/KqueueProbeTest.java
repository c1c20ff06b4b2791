package io.github.socketaction.kqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.socket.BackendProvider;
import io.github.socketaction.socket.Backends;
import io.github.socketaction.testkit.Verifies;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class KqueueProbeTest {

    private final String library = System.getProperty(KqueueSystem.LIBRARY_PROPERTY);

    @AfterEach
    void restoreTheProperty() {
        if (library == null) {
            System.clearProperty(KqueueSystem.LIBRARY_PROPERTY);
        } else {
            System.setProperty(KqueueSystem.LIBRARY_PROPERTY, library);
        }
    }

    @Test
    @Verifies("K3")
    void the_probe_takes_the_layout_that_the_kernel_has_and_no_other() throws IOException {
        for (KeventLayout kernels : KeventLayout.values()) {
            EmulatedKqueue kqueue = new EmulatedKqueue(kernels, true);
            for (KeventLayout ours : KeventLayout.values()) {
                boolean isSame = ours.size() == kernels.size() && ours.keyOffset() == kernels.keyOffset();
                String reason = KqueueProbe.run(kqueue.syscalls(), kqueue, ours);
                if (isSame) {
                    assertThat(reason).as("%s on %s", ours, kernels).isNull();
                } else {
                    assertThat(reason).as("%s on %s", ours, kernels).isNotNull();
                }
            }
        }
    }

    @Test
    @Verifies("K3")
    void the_probe_leaves_nothing_open() throws IOException {
        EmulatedKqueue kqueue = new EmulatedKqueue(KeventLayout.FREEBSD_12, true);
        KqueueProbe.run(kqueue.syscalls(), kqueue, KeventLayout.FREEBSD_12); // loads what it needs
        int before = descriptors();
        for (int i = 0; i < 20; i++) {
            KqueueProbe.run(kqueue.syscalls(), kqueue, KeventLayout.FREEBSD_12);
            KqueueProbe.run(kqueue.syscalls(), kqueue, KeventLayout.NETBSD_11);
        }
        assertThat(descriptors()).isLessThan(before + 10);
    }

    private static int descriptors() {
        String[] names = new File("/proc/self/fd").list();
        return names == null ? 0 : names.length;
    }

    @Test
    @Verifies("K3")
    void a_system_without_kqueue_gets_a_reason_and_not_an_exception() {
        System.clearProperty(KqueueSystem.LIBRARY_PROPERTY);
        BackendProvider provider = provider();
        assertThat(provider.priority()).isEqualTo(10);
        assertThat(provider.unavailableReason()).contains("this is Linux");
        assertThatThrownBy(() -> Backends.named("kqueue"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unavailable, because this is Linux");
        assertThatThrownBy(KqueueBackend::new).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @Verifies("K3")
    void a_library_that_is_not_there_or_has_no_kqueue_gets_a_reason() {
        System.setProperty(KqueueSystem.LIBRARY_PROPERTY, "/nowhere/libkqueue.so");
        assertThat(provider().unavailableReason()).contains("/nowhere/libkqueue.so");
        System.setProperty(KqueueSystem.LIBRARY_PROPERTY, "c");
        assertThat(provider().unavailableReason()).contains("kqueue");
    }

    private static BackendProvider provider() {
        List<BackendProvider> found = Backends.all().stream()
                .filter(provider -> provider.name().equals("kqueue"))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
