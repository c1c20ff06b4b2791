package io.github.socketaction.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/curl-map.md} says of every name of libcurl where it went, and names nothing that does not exist. */
class CurlMapTest {

    private static final String NAMES = "libcurl-names.txt";
    private static final List<String> STATUSES = List.of("here", "differently", "not yet", "not");
    private static final Pattern TABLE_HEAD = Pattern.compile("\\|(?: *:?-+:? *\\|)+");
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");
    private static final Pattern LIBCURL = Pattern.compile("\\bCURL[A-Z]*_\\w*[A-Z0-9]\\b|\\bcurl_\\w*[a-z0-9]\\b");

    /** Each name of libcurl's interface, with its kind. */
    private final Map<String, String> kinds = kinds();

    private final ExportedNames java = new ExportedNames();

    @Test
    void each_name_of_libcurl_stands_in_one_row_and_each_java_name_exists() throws IOException {
        String document = Repository.text(Repository.ROOT.resolve("docs/curl-map.md"));
        List<Row> rows = rows(document);
        System.out.println(summary(rows));
        assertThat(kinds).hasSizeGreaterThan(600);
        assertThat(problems(document)).as("docs/curl-map.md").isEmpty();
    }

    @Test
    void what_is_wrong_in_a_map_is_named() {
        assertThat(problems(table("`curl_easy_pause`", "here", "`Transfer.pause`")))
                .contains("curl_multi_init has no row")
                .noneMatch(problem -> problem.contains("curl_easy_pause"));
        assertThat(problems(table("`curl_easy_pause`", "yes", "`Transfer.pause`")))
                .contains("curl_easy_pause: the status is yes");
        assertThat(problems(table("`curl_easy_pause`", "here", "see there")))
                .contains("curl_easy_pause: it is here, but no Java name says where");
        assertThat(problems(table("`curl_easy_pause`", "not", ""))).contains("curl_easy_pause: no reason");
        assertThat(problems(table("`curl_easy_pause`", "differently", "`Transfer.halt`, `Transfers`, `pause`")))
                .contains(
                        "curl_easy_pause: there is no Transfer.halt",
                        "curl_easy_pause: there is no Transfers",
                        "curl_easy_pause: there is no pause");
        assertThat(problems(table("`curl_easy_stop`", "not", "as CURLOPT_STOP, unlike CURLOPT_TIMEOUT")))
                .contains("libcurl has no curl_easy_stop", "libcurl has no CURLOPT_STOP")
                .doesNotContain("libcurl has no CURLOPT_TIMEOUT");
    }

    @Test
    void names_that_stand_twice_or_out_of_order_are_named() {
        String row = "| `curl_multi_wait`, `curl_multi_poll` | not | no |\n";
        String document = table("`curl_multi_poll`", "not", "no") + row + "| `curl_free` | not | no |\n";
        assertThat(problems(document))
                .contains("curl_multi_poll has 2 rows", "curl_free: stands after curl_multi_wait")
                .doesNotContain("curl_multi_wait has 2 rows");
        assertThat(problems(table("`curl_multi_poll`", "not", "no") + table("`curl_free`", "not", "no")))
                .as("a table of its own")
                .noneMatch(problem -> problem.contains("stands after"));
    }

    @Test
    void java_names_are_those_of_public_types_and_members() {
        assertThat(List.of(
                        "Multi",
                        "Multi.add",
                        "MultiException.getMessage",
                        "MultiException.Code.BAD_HANDLE",
                        "TransferOptions.Builder.url",
                        "SocketEvents.IN",
                        "Counts.added",
                        "java.time.Duration.ZERO",
                        "java.net.URI"))
                .allMatch(java::has);
        assertThat(List.of(
                        "Multi.settle",
                        "CallGuard",
                        "Engine",
                        "ResultCode.number.x",
                        "TransferOptions.Builder.method()",
                        "WireText",
                        "java.time.Duration.NOTHING",
                        "java.no.Such"))
                .noneMatch(java::has);
    }

    private List<String> problems(String document) {
        List<String> problems = new ArrayList<>();
        Map<String, Integer> seen = new TreeMap<>();
        String before = "";
        for (Row row : rows(document)) {
            if (row.names().isEmpty()) {
                problems.add("a row without a name: " + row);
                continue;
            }
            row.names().forEach(name -> seen.merge(name, 1, Integer::sum));
            if (!row.isFirst() && row.title().compareTo(before) < 0) {
                problems.add(row.title() + ": stands after " + before);
            }
            before = row.title();
            addProblems(row, problems);
        }
        for (String name : kinds.keySet()) {
            int count = seen.getOrDefault(name, 0);
            if (count != 1) {
                problems.add(name + (count == 0 ? " has no row" : " has " + count + " rows"));
            }
        }
        LIBCURL.matcher(document)
                .results()
                .map(found -> found.group())
                .filter(name -> !kinds.containsKey(name))
                .forEach(name -> problems.add("libcurl has no " + name));
        return problems;
    }

    private void addProblems(Row row, List<String> problems) {
        if (!STATUSES.contains(row.status())) {
            problems.add(row.title() + ": the status is " + row.status());
        }
        if (row.text().isBlank()) {
            problems.add(row.title() + ": no reason");
        }
        List<String> javaNames = codeIn(row.text()).stream()
                .filter(code -> !LIBCURL.matcher(code).matches())
                .toList();
        if (row.status().equals("here") && javaNames.isEmpty()) {
            problems.add(row.title() + ": it is here, but no Java name says where");
        }
        javaNames.stream()
                .filter(name -> !java.has(name))
                .forEach(name -> problems.add(row.title() + ": there is no " + name));
    }

    /** How many names of each kind there are with each status. */
    private String summary(List<Row> rows) {
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        for (Row row : rows) {
            for (String name : row.names()) {
                counts.computeIfAbsent(kinds.getOrDefault(name, "unknown"), kind -> new TreeMap<>())
                        .merge(row.status(), 1, Integer::sum);
            }
        }
        StringBuilder summary = new StringBuilder("Names of libcurl by what became of them:");
        counts.forEach((kind, byStatus) ->
                summary.append("\n  ").append(kind).append(' ').append(byStatus));
        return summary.toString();
    }

    private static String table(String names, String status, String text) {
        return "| libcurl | status | text |\n|---|---|---|\n| " + names + " | " + status + " | " + text + " |\n";
    }

    /** The rows below the head of each table. */
    private static List<Row> rows(String document) {
        List<Row> rows = new ArrayList<>();
        boolean isInTable = false;
        boolean isFirst = false;
        for (String line : document.lines().toList()) {
            if (TABLE_HEAD.matcher(line).matches()) {
                isInTable = true;
                isFirst = true;
            } else if (!line.startsWith("|")) {
                isInTable = false;
            } else if (isInTable && !line.startsWith("| libcurl |")) {
                String[] cells = line.split("\\|", -1);
                if (cells.length != 5) {
                    throw new IllegalStateException("a row must have three cells: " + line);
                }
                rows.add(new Row(codeIn(cells[1]), cells[2].strip(), cells[3].strip(), isFirst));
                isFirst = false;
            }
        }
        return rows;
    }

    private static List<String> codeIn(String text) {
        return CODE.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new TreeMap<>();
        try (InputStream in = Objects.requireNonNull(CurlMapTest.class.getResourceAsStream(NAMES), NAMES)) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (!line.startsWith("#")) {
                    String[] kindAndName = line.split(" ", -1);
                    if (kindAndName.length != 2 || kinds.put(kindAndName[1], kindAndName[0]) != null) {
                        throw new IllegalStateException("not a kind and a new name: " + line);
                    }
                }
            }
            return kinds;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + NAMES, e);
        }
    }

    /**
     * A row of the map.
     *
     * @param names the names of libcurl that it is about
     * @param isFirst whether it is the first of its table
     */
    private record Row(List<String> names, String status, String text, boolean isFirst) {

        String title() {
            return names.get(0);
        }
    }
}
