package io.github.socketaction.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Java that a document shows is Java that the build compiles and runs: a tagged region of an example with a test. */
class SnippetsTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^([ \\t]*)```java\\s*?\\n(.*?)^[ \\t]*```");
    private static final int LOOP_LINES = 30;
    private static final int EXAMPLE_LINES = 80;

    @Test
    void every_java_block_of_a_document_is_a_tagged_region_of_an_example() throws IOException {
        Map<String, String> regions = regions();
        List<String> strangers = new ArrayList<>();
        int found = 0;
        for (Path document : Repository.files(".md")) {
            for (String block : blocks(Repository.text(document))) {
                found++;
                if (!regions.containsKey(block)) {
                    strangers.add(Repository.name(document) + ":\n" + block);
                }
            }
        }
        assertThat(found).as("java blocks in documents").isPositive();
        assertThat(strangers)
                .as("equal to no region between // tag::NAME and // end::NAME of %s", regions.values())
                .isEmpty();
    }

    @Test
    void every_tagged_region_is_shown_and_its_example_is_run_by_a_test() throws IOException {
        List<String> shown = new ArrayList<>();
        for (Path document : Repository.files(".md")) {
            shown.addAll(blocks(Repository.text(document)));
        }
        assertThat(shown).containsAll(regions().keySet());
        String tests = String.join("", texts("examples/src/test/"));
        for (Path example : examples()) {
            String type = example.getFileName().toString().replace(".java", "");
            assertThat(tests)
                    .as("tests of the examples")
                    .containsPattern("\\b" + type + "(::|\\.)|new " + type + "\\(");
        }
    }

    @Test
    void the_loop_of_the_readme_and_all_examples_are_short() throws IOException {
        String loop = regions().entrySet().stream()
                .filter(region -> region.getValue().endsWith("SelectorLoop.java loop"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        assertThat(linesOfCode(loop)).as("lines of the loop").isLessThanOrEqualTo(LOOP_LINES);
        assertThat(blocks(Repository.text(Repository.ROOT.resolve("README.md"))))
                .contains(loop);
        for (Path example : examples()) {
            assertThat(linesOfCode(Repository.text(example)))
                    .as(Repository.name(example))
                    .isLessThan(EXAMPLE_LINES);
        }
    }

    @Test
    void blocks_are_compared_without_their_common_indentation_only() {
        String document = "text\n```java\nint a;\n  int b;\n```\n* item\n  ```java\n  int c;\n  ```\n```sh\nls\n```\n";
        assertThat(blocks(document)).containsExactly("int a;\n  int b;", "int c;");
        assertThat(TaggedRegions.of("  // tag::x\n    int a;\n\n      int b;\n  // end::x\nint c;\n"))
                .containsExactly(Map.entry("x", "int a;\n\n  int b;"));
    }

    /** Each region's text, with the file and name that it has. */
    private static Map<String, String> regions() throws IOException {
        Map<String, String> regions = new HashMap<>();
        List<Path> files = new ArrayList<>(examples());
        files.addAll(files("examples/third-party-backend/src/")); // whose own tests run it
        for (Path file : files) {
            TaggedRegions.of(Repository.text(file))
                    .forEach((name, text) -> regions.put(text, Repository.name(file) + " " + name));
        }
        return regions;
    }

    private static List<Path> examples() throws IOException {
        return files("examples/src/main/").stream()
                .filter(file -> !file.endsWith("package-info.java") && !file.endsWith("module-info.java"))
                .toList();
    }

    private static List<String> texts(String below) throws IOException {
        return files(below).stream().map(Repository::text).toList();
    }

    private static List<Path> files(String below) throws IOException {
        return Repository.files(".java").stream()
                .filter(file -> Repository.name(file).startsWith(below))
                .toList();
    }

    private static List<String> blocks(String document) {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(document);
        while (matcher.find()) {
            blocks.add(TaggedRegions.unindented(matcher.group(2).lines().toList()));
        }
        return blocks;
    }

    private static long linesOfCode(String text) {
        return text.lines().filter(line -> !line.isBlank()).count();
    }
}
