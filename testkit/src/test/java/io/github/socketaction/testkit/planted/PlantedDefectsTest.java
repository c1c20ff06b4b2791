package io.github.socketaction.testkit.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.github.socketaction.testkit.EngineConformance;
import io.github.socketaction.testkit.Verifies;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/**
 * Tests the kit: of each engine with one defect, {@link EngineConformance} must find it. The engine's sources are taken
 * from the checkout; the one file with the defect is compiled in memory, and library and kit are loaded anew around it.
 */
@TestInstance(Lifecycle.PER_CLASS)
class PlantedDefectsTest {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Path CORE = CHECKOUT.resolve("core/src/main/java/io/github/socketaction");

    private @Nullable EngineClasses classes;

    static List<PlantedDefect> defects() {
        return PlantedDefects.ALL;
    }

    @BeforeAll
    void prepare() {
        assumeTrue(Files.isDirectory(CORE), "the sources of the core are not at " + CORE);
        classes = EngineClasses.withSystemCompiler();
        assumeTrue(classes != null, "this Java has no compiler: run the tests with a JDK");
    }

    @AfterAll
    void close() throws IOException {
        if (classes != null) {
            classes.close();
        }
    }

    @ParameterizedTest
    @MethodSource("defects")
    void a_planted_defect_is_caught_by_the_kit(PlantedDefect defect) throws IOException {
        List<String> methods = methodsOf(defect.rule());
        assertThat(methods).as("tests of %s in the kit", defect.rule()).isNotEmpty();
        Class<?> kit = kitOver(defect.className(), defect.plantedIn(source(defect)));
        List<DiscoverySelector> tests = new ArrayList<>();
        methods.forEach(method -> tests.add(selectMethod(kit, method)));
        assertThat(failures(tests, methods.size()))
                .as("what the tests of %s say when %s", defect.rule(), defect)
                .contains(defect.finding())
                .isNotEmpty();
    }

    @Test
    void without_a_defect_nothing_fails_though_the_class_is_compiled_and_loaded_in_the_same_way() throws IOException {
        PlantedDefect some = PlantedDefects.ALL.get(0);
        Class<?> kit = kitOver(some.className(), source(some));
        assertThat(kit).as("the kit over other classes").isNotSameAs(EngineConformanceTest.class);
        assertThat(failures(List.of(selectClass(kit)), 50)).isEmpty();
    }

    @Test
    void every_test_of_the_kit_has_a_defect_to_catch() {
        Set<String> aimedAt = new HashSet<>();
        PlantedDefects.ALL.forEach(defect -> aimedAt.addAll(methodsOf(defect.rule())));
        assertThat(Arrays.stream(EngineConformance.class.getMethods())
                        .filter(method -> method.isAnnotationPresent(Test.class))
                        .map(Method::getName))
                .isNotEmpty()
                .allSatisfy(method -> assertThat(aimedAt).contains(method));
    }

    @Test
    void a_defect_whose_text_has_moved_says_so() {
        PlantedDefect gone = new PlantedDefect("it sleeps", "x/Y", "abc", "", "S1", "");
        for (String file : List.of("ab", "abcabc")) {
            String message = assertThrows(AssertionError.class, () -> gone.plantedIn(file))
                    .getMessage();
            assertThat(message).contains("it sleeps", "planted anew", "x/Y.java", "list");
        }
        assertThat(gone.plantedIn("xabcy")).isEqualTo("xy");
    }

    /** The broken loops are counted here, the broken backends in the sources of the module that tests them. */
    @Test
    void engines_loops_and_backends_have_sixty_defects_and_more() throws IOException {
        Set<String> sentences = new HashSet<>();
        Set<String> changes = new HashSet<>();
        for (PlantedDefect defect : PlantedDefects.ALL) {
            assertThat(sentences.add(defect.sentence())).as("new: %s", defect).isTrue();
            assertThat(changes.add(defect.source() + defect.text() + defect.replacement()))
                    .as("a change of its own: %s", defect)
                    .isTrue();
        }
        // How they are written there; were one to become invisible here, the sum would fall, not rise.
        long backends =
                count("backend-nio", "selftest/BrokenBackendsTest.java", "void a_(poller|transport|wakeup)_that_");
        long loops = count("testkit", "BrokenLoopsTest.java", "Arguments\\.of\\(");
        System.out.println("planted defects: " + PlantedDefects.ALL.size() + " engines, " + loops + " loops, "
                + backends + " backends");
        assertThat(backends).as("broken backends").isGreaterThanOrEqualTo(17);
        assertThat(loops).as("broken loops").isGreaterThanOrEqualTo(21);
        assertThat(PlantedDefects.ALL.size() + loops + backends)
                .as("planted defects in all")
                .isGreaterThanOrEqualTo(60);
    }

    private static long count(String module, String test, String pattern) throws IOException {
        Path tests = CHECKOUT.resolve(module).resolve("src/test/java/io/github/socketaction/testkit");
        return Pattern.compile(pattern)
                .matcher(Files.readString(tests.resolve(test)))
                .results()
                .count();
    }

    private static String source(PlantedDefect defect) throws IOException {
        return Files.readString(CORE.resolve(defect.source() + ".java"));
    }

    /** The kit, loaded anew over an engine of which one class has such a source. */
    private Class<?> kitOver(String className, String source) {
        EngineClasses loading = classes;
        if (loading == null) {
            throw new IllegalStateException("not prepared");
        }
        return loading.load(EngineConformanceTest.class, loading.compile(className, source));
    }

    /** The tests of the kit that cite a rule. */
    private static List<String> methodsOf(String rule) {
        return Arrays.stream(EngineConformance.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Verifies.class))
                .filter(method ->
                        List.of(method.getAnnotation(Verifies.class).value()).contains(rule))
                .map(Method::getName)
                .toList();
    }

    /** What failing tests say, or nothing when all pass. */
    private static String failures(List<DiscoverySelector> tests, int atLeast) {
        Events events = EngineTestKit.engine("junit-jupiter")
                .selectors(tests.toArray(DiscoverySelector[]::new))
                .execute()
                .testEvents();
        assertThat(events.started().count()).as("tests that ran").isGreaterThanOrEqualTo(atLeast);
        return events.failed().stream().map(PlantedDefectsTest::message).collect(Collectors.joining());
    }

    /** With its causes: an unexpected exception is one. */
    private static String message(Event failed) {
        StringBuilder text = new StringBuilder();
        Throwable thrown = failed.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            text.append(each).append('\n');
        }
        return text.toString();
    }
}
