package io.github.socketaction.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The diagram of a transfer's states in the documents is the table that the engine runs by. */
class StateDiagramTest {

    private static final String BEGIN = "<!-- states: made from State.java, see StateDiagramTest -->\n";
    private static final String END = "<!-- end of states -->";

    @Test
    void the_diagram_in_the_architecture_document_is_that_of_the_successor_table() throws IOException {
        String document = Files.readString(repositoryRoot().resolve("docs/architecture.md"));
        int begin = document.indexOf(BEGIN);
        int end = document.indexOf(END);
        assertThat(begin).as("place of %s", BEGIN).isNotNegative();
        assertThat(end).as("place of %s", END).isGreaterThan(begin);
        assertThat(document.substring(begin + BEGIN.length(), end))
                .as("docs/architecture.md between its two markers; put this there:%n%s", diagram())
                .isEqualTo(diagram());
    }

    @Test
    void every_state_is_reached_and_leads_to_the_end() {
        for (State state : State.values()) {
            assertThat(diagram()).contains("--> " + state + "\n");
            if (state != State.COMPLETED) {
                assertThat(state.successors()).contains(State.COMPLETED).allMatch(state::allows);
            }
        }
        assertThat(State.COMPLETED.successors()).isEmpty();
    }

    private static String diagram() {
        StringBuilder text = new StringBuilder("```mermaid\nstateDiagram-v2\n    [*] --> INIT\n");
        for (State state : State.values()) {
            for (State next : state.successors()) {
                text.append("    ").append(state).append(" --> ").append(next).append('\n');
            }
        }
        return text.append("    ")
                .append(State.COMPLETED)
                .append(" --> [*]\n```\n")
                .toString();
    }

    /** The nearest directory above this module that has the build's wrapper script. */
    private static Path repositoryRoot() {
        Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        for (Path directory = module; directory != null; directory = directory.getParent()) {
            if (Files.exists(directory.resolve("mvnw"))) {
                return directory;
            }
        }
        throw new IllegalStateException("no directory above " + module + " contains mvnw");
    }
}
