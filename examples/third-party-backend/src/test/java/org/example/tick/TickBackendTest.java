package org.example.tick;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.socket.Backend;
import io.github.socketaction.socket.Backends;
import io.github.socketaction.testkit.BackendConformance;
import org.junit.jupiter.api.Test;

// tag::kit
class TickBackendTest extends BackendConformance {

    @Override
    protected Backend newBackend() {
        return new TickBackend();
    }

    @Override
    protected String unsupported(String rule) {
        return rule.equals("B13")
                ? "nobody can ask a channel whether it takes more; OUT comes once a tick instead"
                : null;
    }

    @Test
    void it_is_found_by_its_name() {
        assertThat(Backends.named("tick")).isInstanceOf(TickBackend.class);
    }
}
// end::kit
