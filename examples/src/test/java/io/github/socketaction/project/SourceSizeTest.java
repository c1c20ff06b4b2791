package io.github.socketaction.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No file and no method of the repository outgrows a reader. */
class SourceSizeTest {
    private static final int FILE_LINES = 400;
    private static final int METHOD_LINES = 60;

    @Test
    void every_file_and_every_method_of_the_repository_is_small() throws IOException {
        Path root = repositoryRoot();
        List<Path> files = sources(root);
        assertThat(files).as("Java files below %s", root).hasSizeGreaterThan(10);
        assertThat(new SourceSizes(FILE_LINES, METHOD_LINES).excesses(root, files))
                .as("split these: at most %d lines a file, %d a method", FILE_LINES, METHOD_LINES)
                .isEmpty();
    }

    @Test
    void a_method_of_exactly_the_limit_passes_and_one_line_more_is_named(@TempDir Path root) throws IOException {
        write(root, "Fits.java", "class Fits {\n" + method(METHOD_LINES) + "}\n");
        write(root, "Long.java", "class Long {\n" + method(METHOD_LINES + 1) + "}\n");
        assertThat(new SourceSizes(FILE_LINES, METHOD_LINES).excesses(root, sources(root)))
                .containsExactly("Long.java:2: method() has 61 lines");
    }

    @Test
    void a_file_of_exactly_the_limit_passes_and_one_line_more_is_named(@TempDir Path root) throws IOException {
        write(root, "Fits.java", "class Fits {}\n" + "\n".repeat(FILE_LINES - 1));
        write(root, "Long.java", "class Long {}\n" + "\n".repeat(FILE_LINES));
        assertThat(new SourceSizes(FILE_LINES, METHOD_LINES).excesses(root, sources(root)))
                .containsExactly("Long.java: 401 lines");
    }

    @Test
    void constructors_initializers_and_nested_methods_count_too(@TempDir Path root) throws IOException {
        String lines = " \n".repeat(METHOD_LINES);
        write(root, "A.java", "record A(int x) {\nA {\n" + lines + "}\nstatic {\n" + lines + "}\n}\n");
        write(root, "B.java", "class B { Object o = new Object() {\n" + method(METHOD_LINES + 1) + "};\n}\n");
        assertThat(new SourceSizes(FILE_LINES, METHOD_LINES).excesses(root, sources(root)))
                .containsExactlyInAnyOrder(
                        "A.java:2: <init>() has 62 lines",
                        "A.java:64: initializer has 62 lines",
                        "B.java:2: method() has 61 lines");
    }

    private static void write(Path root, String name, String text) throws IOException {
        Files.writeString(root.resolve(name), text);
    }

    private static String method(int lines) {
        return "void method() {\n" + " \n".repeat(lines - 2) + "}\n";
    }

    /** The nearest directory above this module that has the build's wrapper script. */
    private static Path repositoryRoot() {
        Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        Path directory = module;
        while (!Files.exists(directory.resolve("mvnw"))) {
            Path parent = directory.getParent();
            if (parent == null) {
                throw new IllegalStateException("no directory above " + module + " contains mvnw");
            }
            directory = parent;
        }
        return directory;
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(f -> f.toString().endsWith(".java"))
                    .filter(f -> !isGenerated(root.relativize(f)))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    private static boolean isGenerated(Path relative) {
        for (Path part : relative) {
            if (part.toString().equals("target") || part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }
}
