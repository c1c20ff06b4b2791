package io.github.socketaction.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Nobody but a program writes to the standard streams: a library's words belong to its caller. */
class StandardStreamsTest {

    private static final Pattern STANDARD_STREAM =
            Pattern.compile("System\\s*\\.\\s*(out|err)\\b|printStackTrace\\(\\)");

    @Test
    void only_programs_write_to_the_standard_streams() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : Repository.files(".java")) {
            String name = Repository.name(file).replace('\\', '/');
            boolean isLibrary = name.contains("/src/main/") && !name.matches("(cli|examples|benchmarks)/.*");
            if (isLibrary && STANDARD_STREAM.matcher(Repository.text(file)).find()) {
                found.add(name);
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void the_pattern_finds_what_it_looks_for() {
        assertThat(STANDARD_STREAM.matcher("System.out.println(x)").find()).isTrue();
        assertThat(STANDARD_STREAM.matcher("failure.printStackTrace()").find()).isTrue();
        assertThat(STANDARD_STREAM.matcher("System.getLogger(x)").find()).isFalse();
    }
}
