package io.github.socketaction.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documents agree with the repository that they are about. */
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+?)\\s*$");
    private static final Pattern CODE = Pattern.compile("(?ms)^[ \\t]*```.*?^[ \\t]*```|`[^`\\n]*`");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w.<])/(work|tmp|home|root|Users|opt|mnt)/|\\b[A-Z]:\\\\");

    @Test
    void links_between_documents_lead_somewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : Repository.files(".md")) {
            for (String target : links(Repository.text(document))) {
                if (!leadsSomewhere(document, target)) {
                    broken.add(Repository.name(document) + ": " + target);
                }
            }
        }
        assertThat(broken).as("links without a target").isEmpty();
    }

    @Test
    void the_table_of_the_readme_has_a_row_for_each_module() {
        List<String> modules = MODULE.matcher(Repository.text(Repository.ROOT.resolve("pom.xml")))
                .results()
                .map(found -> found.group(1))
                .toList();
        List<String> rows = Pattern.compile("(?m)^\\| \\[?`([a-z0-9/-]+)`.*\\|$")
                .matcher(Repository.text(Repository.ROOT.resolve("README.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(modules).isNotEmpty();
        assertThat(rows).as("modules in the README").containsExactlyInAnyOrderElementsOf(modules);
    }

    @Test
    void no_document_names_a_path_of_somebodys_machine() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path document : Repository.files(".md")) {
            Repository.text(document)
                    .lines()
                    .filter(line -> MACHINE_PATH.matcher(line).find())
                    .forEach(line -> lines.add(Repository.name(document) + ": " + line));
        }
        assertThat(lines).isEmpty();
    }

    @Test
    void the_readme_begins_with_the_command_that_shows_something_and_then_the_one_that_tests() {
        Matcher commands = Pattern.compile("(?m)^(bin/\\S.*|\\./mvnw.*)$")
                .matcher(Repository.text(Repository.ROOT.resolve("README.md")));
        assertThat(commands.results().map(found -> found.group(1).replaceAll(" +#.*", "")))
                .startsWith("bin/sact demo", "./mvnw verify");
        assertThat(Repository.ROOT.resolve("bin/sact")).exists();
    }

    @Test
    void broken_links_and_machine_paths_are_found() {
        Path readme = Repository.ROOT.resolve("README.md");
        assertThat(links("[a](b.md) `[no](code.md)` [c](d.md#e)\n```\n[no](x.md)\n```\n[f](https://example.com)"))
                .containsExactly("b.md", "d.md#e", "https://example.com");
        assertThat(leadsSomewhere(readme, "no-such-file.md")).isFalse();
        assertThat(leadsSomewhere(readme, "README.md#no-such-heading")).isFalse();
        assertThat(leadsSomewhere(readme, "docs")).isTrue();
        assertThat(MACHINE_PATH.matcher("see /home/me/x").find()).isTrue();
        assertThat(MACHINE_PATH.matcher("GET example.com/home/").find()).isFalse();
    }

    private static List<String> links(String document) {
        return LINK.matcher(CODE.matcher(document).replaceAll(""))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static boolean leadsSomewhere(Path document, String target) {
        if (target.contains("://") || target.startsWith("mailto:")) {
            return true; // other people's pages are not looked up by a build
        }
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        Path file = path.isEmpty() ? document : document.resolveSibling(path);
        return Files.exists(file) && (hash < 0 || anchors(file).contains(target.substring(hash + 1)));
    }

    /** The anchors that GitHub gives to headings. */
    private static List<String> anchors(Path document) {
        return HEADING.matcher(Repository.text(document))
                .results()
                .map(found -> found.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
