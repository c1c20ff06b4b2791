package io.github.socketaction.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules of {@code docs/contract.md} and the tests that cite them belong together. */
class ContractTest {

    private static final Pattern RULE = Pattern.compile("(?m)^- \\*\\*([A-Z]+[0-9]+)\\*\\* \\S");
    private static final Pattern CITATION = Pattern.compile("@Verifies\\(\\s*(?:value\\s*=\\s*)?([^)]*)\\)");
    private static final Pattern NAME = Pattern.compile("\"([^\"]*)\"");

    @Test
    void every_rule_has_a_test_and_every_citation_names_a_rule() throws IOException {
        List<String> rules = rules();
        Map<String, Integer> tests = citations();
        System.out.println(table(rules, tests));
        assertThat(rules).as("rules of the contract, as lines - **X1** text").isNotEmpty();
        assertThat(rules).as("rules").doesNotHaveDuplicates();
        assertThat(without(rules, tests.keySet()))
                .as("rules that no test cites by @Verifies")
                .isEmpty();
        assertThat(without(tests.keySet(), rules))
                .as("rules that tests cite, but that are no lines - **X1** text of docs/contract.md")
                .isEmpty();
    }

    @Test
    void rules_and_citations_are_found_however_they_are_written() {
        assertThat(rulesIn("- **S1** One.\n- **INV2** Two.\n * **S3** no\n- **S4**\n"))
                .containsExactly("S1", "INV2");
        assertThat(citationsIn("@Verifies(\"S1\") @Verifies({\"S2\", \"S3\"})\n@Verifies(\n  value = {\n\"S1\"})"))
                .containsExactly("S1", "S2", "S3", "S1");
    }

    private static List<String> rules() throws IOException {
        List<String> rules = new ArrayList<>();
        for (Path document : Repository.files(".md")) {
            // Also the sections that are still to be merged into the one document.
            if (Repository.name(document).startsWith("docs/contract")) {
                rules.addAll(rulesIn(Repository.text(document)));
            }
        }
        return rules;
    }

    /** How often each rule is cited. This file's own examples do not count. */
    private static Map<String, Integer> citations() throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        for (Path source : Repository.files(".java")) {
            if (!source.endsWith("ContractTest.java")) {
                citationsIn(Repository.text(source)).forEach(rule -> counts.merge(rule, 1, Integer::sum));
            }
        }
        return counts;
    }

    private static List<String> without(Collection<String> all, Collection<String> known) {
        return all.stream().filter(rule -> !known.contains(rule)).toList();
    }

    private static List<String> rulesIn(String document) {
        return RULE.matcher(document).results().map(found -> found.group(1)).toList();
    }

    private static List<String> citationsIn(String source) {
        return CITATION.matcher(source)
                .results()
                .flatMap(found -> NAME.matcher(found.group(1)).results())
                .map((MatchResult name) -> name.group(1))
                .toList();
    }

    private static String table(List<String> rules, Map<String, Integer> tests) {
        StringBuilder table = new StringBuilder("Rules of the contract, each with the number of its tests:");
        for (int i = 0; i < rules.size(); i++) {
            String rule = rules.get(i);
            table.append(i % 10 == 0 ? "\n  " : "  ").append(rule).append(' ').append(tests.getOrDefault(rule, 0));
        }
        return table.toString();
    }
}
