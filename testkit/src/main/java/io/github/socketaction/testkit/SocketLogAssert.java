package io.github.socketaction.testkit;

import io.github.socketaction.socket.PollAction;
import io.github.socketaction.socket.SocketHandle;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** AssertJ's assertions for a {@link SocketLog}. */
public final class SocketLogAssert extends AbstractAssert<SocketLogAssert, SocketLog> {

    private SocketLogAssert(SocketLog actual) {
        super(actual, SocketLogAssert.class);
    }

    /** Starts. */
    public static SocketLogAssert assertThatLog(SocketLog log) {
        return new SocketLogAssert(log);
    }

    /** All calls of both callbacks are these, such as {@code timer 0}, {@code OUT#1}. */
    public SocketLogAssert hasLines(String... lines) {
        Assertions.assertThat(actual.lines()).as("all callbacks").containsExactly(lines);
        return this;
    }

    /** The calls of the socket callback are these, such as {@code OUT#1}, {@code IN#1}. */
    public SocketLogAssert hasSocketLines(String... lines) {
        Assertions.assertThat(actual.socketLines()).as("socket callbacks").containsExactly(lines);
        return this;
    }

    /** The timer callback was called with these values. */
    public SocketLogAssert hasTimerValues(Long... millis) {
        Assertions.assertThat(actual.timerValues()).as("timer callbacks").containsExactly(millis);
        return this;
    }

    /** Neither callback was called. */
    public SocketLogAssert isSilent() {
        return hasLines();
    }

    /** The socket callback was never called. */
    public SocketLogAssert hasNoSocketLines() {
        return hasSocketLines();
    }

    /** What is announced now, such as {@code IN#1}, in any order. */
    public SocketLogAssert announces(String... lines) {
        List<String> now =
                actual.announced().entrySet().stream().map(this::line).toList();
        Assertions.assertThat(now).as("what is announced").containsExactlyInAnyOrder(lines);
        return this;
    }

    /** No timer is armed. */
    public SocketLogAssert hasNoTimer() {
        Assertions.assertThat(actual.armedNanos()).as("the armed timer").isEqualTo(SocketLog.NOT_ARMED);
        return this;
    }

    private String line(Map.Entry<SocketHandle, PollAction> entry) {
        return actual.entries().stream()
                .filter(each -> each.socket() == entry.getKey())
                .map(each -> entry.getValue() + "#" + each.number())
                .findFirst()
                .orElse(entry.getValue() + " of " + entry.getKey());
    }
}
