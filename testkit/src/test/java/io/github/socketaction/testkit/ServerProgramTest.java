package io.github.socketaction.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opentest4j.TestAbortedException;

/** Programs that do what servers do, and what they do when they are not set up as they should be. */
@Timeout(60)
class ServerProgramTest {

    @Test
    void a_program_that_is_not_installed_aborts_the_test_and_says_what_to_install() {
        assertThatThrownBy(() -> ServerProgram.find("some-package", "no-such-program-here", "nor-this-one"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("no-such-program-here")
                .hasMessageContaining("apt-get install some-package");
    }

    @Test
    void a_program_that_ends_instead_of_listening_is_told_with_what_it_printed_and_logged() {
        ServerProgram shell = ServerProgram.find("dash", "sh");
        String script = "echo no such option; echo bad port > " + shell.folder() + "/own.log; exit 3";
        assertThatThrownBy(() -> shell.start("-c", script))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("it did not listen at port " + shell.port())
                .hasMessageContaining("no such option")
                .hasMessageContaining("own.log: bad port");
        assertThat(shell.folder()).doesNotExist();
    }

    @Test
    void a_program_is_typed_to_and_read_and_leaves_neither_its_helpers_nor_a_file() throws Exception {
        ServerProgram shell = ServerProgram.find("dash", "sh");
        String file = shell.write("deep/greeting", "hello").toString();
        ProcessHandle helper;
        try (shell) {
            String script = "sleep 1000 & echo $! ready; read word; cat " + file + "; echo $word; wait";
            shell.startUntilPrinted("ready", "-c", script);
            helper = ProcessHandle.of(Long.parseLong(shell.output().split(" ", 2)[0]))
                    .orElseThrow();
            assertThat(helper.isAlive()).isTrue();
            shell.type("world\n");
            while (!shell.output().contains("helloworld")) {
                Thread.onSpinWait();
            }
        }
        assertThat(helper.onExit()).succeedsWithin(Duration.ofSeconds(30));
        assertThat(shell.folder()).doesNotExist();
    }
}
