package io.github.socketaction;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.AndFullName.Predicates.fullNameMatching;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.github.socketaction.transfer.IpLiterals;
import java.io.IOException;
import java.net.IDN;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the core's shape, checked on its class files; {@link CorePackages} holds the order of the packages. */
class ArchitectureTest {
    private static final String CLOCK = CorePackages.ROOT + ".internal.sched.MonotonicClock";
    private static final String TLS_TASKS = CorePackages.ROOT + ".internal.tls.TlsTasks";
    private static final String LOOK_UP_POOL = CorePackages.ROOT + ".internal.names..";

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(CorePackages.ROOT);

    @Test
    void the_core_is_really_examined() {
        assertThat(CORE.contain(CorePackages.ROOT + ".Multi")).isTrue();
    }

    @Test
    void packages_have_no_cycles() {
        check(slices().assignedFrom(CorePackages.eachPackage()).should().beFreeOfCycles());
    }

    @Test
    void arrows_between_packages_point_only_downward() {
        check(classes().should(CorePackages.dependOnlyDownward()));
    }

    @Test
    void the_public_interface_names_no_internal_type() {
        check(classes()
                .that()
                .resideOutsideOfPackage("..internal..")
                .and()
                .arePublic()
                .should(CorePackages.showNoInternalType()));
    }

    @Test
    void the_core_knows_no_channels_and_no_native_library() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.channels..", "jnr..", "com.kenai..", "sun..", "jdk.."));
    }

    @Test
    void only_the_look_up_pool_starts_threads_or_uses_executors() {
        // Which thread is calling may be asked anywhere: a call from the wrong one must be refused.
        DescribedPredicate<JavaAccess<?>> thread = target(owner(assignableTo(Thread.class)));
        DescribedPredicate<JavaAccess<?>> question =
                target(nameMatching("currentThread|getName|getId")).and(target(owner(type(Thread.class))));
        // An application's executor may be handed on, but only one class has it run something, see below.
        DescribedPredicate<JavaClass> executors = assignableTo(Executor.class)
                .and(DescribedPredicate.not(type(Executor.class)))
                .or(assignableTo(CompletableFuture.class))
                .or(assignableTo(Timer.class))
                .or(name("java.util.concurrent.Executors").forSubtype());
        check(noClasses()
                .that()
                .resideOutsideOfPackage(LOOK_UP_POOL)
                .should()
                .accessTargetWhere(thread.and(DescribedPredicate.not(question)))
                .orShould()
                .beAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat(executors));
    }

    @Test
    void only_the_long_computations_of_tls_go_to_an_executor_of_the_application() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(TLS_TASKS)
                .should()
                .accessTargetWhere(target(owner(type(Executor.class)))));
    }

    @Test
    void only_the_look_up_pool_resolves_names() {
        // These calls block for as long as the name servers like. InetAddress.getByAddress does not.
        DescribedPredicate<JavaAccess<?>> lookUp = target(owner(assignableTo(InetAddress.class)))
                .and(target(nameMatching("getByName|getAllByName|getLocalHost|getHostName|getCanonicalHostName")));
        DescribedPredicate<JavaAccess<?>> socketAddress = target(fullNameMatching(
                "java\\.net\\.InetSocketAddress\\.(getHostName\\(.*|<init>\\(java\\.lang\\.String, int\\))"));
        check(noClasses()
                .that()
                .resideOutsideOfPackage(LOOK_UP_POOL)
                .and()
                // In brackets, as it gives them to the JDK, nothing but an address is tried.
                .areNotAssignableTo(IpLiterals.class)
                .should()
                .accessTargetWhere(lookUp.or(socketAddress)));
    }

    @Test
    void international_names_are_never_mapped_by_the_rules_of_2003() {
        // java.net.IDN makes strasse.de of another host's name, with a sharp s.
        check(noClasses().should().dependOnClassesThat().areAssignableTo(IDN.class));
    }

    @Test
    void only_the_monotonic_clock_reads_the_time() {
        DescribedPredicate<JavaAccess<?>> system =
                target(owner(type(System.class))).and(target(nameMatching("nanoTime|currentTimeMillis")));
        DescribedPredicate<JavaAccess<?>> calendar = target(owner(nameMatching("java\\.time\\..*")))
                .and(target(nameMatching("now|system|systemUTC|systemDefaultZone|tick\\w*")));
        DescribedPredicate<JavaAccess<?>> date = target(nameMatching("<init>|getInstance"))
                .and(target(owner(nameMatching("java\\.util\\.(Date|\\w*Calendar)"))));
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(CLOCK)
                .should()
                .accessTargetWhere(system.or(calendar).or(date)));
    }

    @Test
    void public_classes_of_internal_packages_are_not_open_for_inheritance_by_accident() {
        check(classes()
                .that()
                .resideInAPackage("..internal..")
                .and()
                .arePublic()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .should()
                .haveModifier(JavaModifier.FINAL));
    }

    @Test
    void nothing_is_written_to_the_standard_streams() {
        check(GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS);
    }

    @Test
    void no_static_state_is_mutable() {
        check(fields().that().areStatic().should().beFinal());
        check(noFields().that().areStatic().should().haveRawType(stateful()));
    }

    @Test
    void every_package_says_what_it_is_and_is_null_marked() throws IOException {
        List<Path> lacking = new ArrayList<>();
        for (Path directory : packageDirectories(Path.of(System.getProperty("basedir", ""), "src", "main", "java"))) {
            Path info = directory.resolve("package-info.java");
            String text = Files.exists(info) ? Files.readString(info) : "";
            if (!text.contains("/**") || !text.contains("@NullMarked")) {
                lacking.add(info);
            }
        }
        assertThat(lacking)
                .as("packages without Javadoc and @NullMarked in package-info.java")
                .isEmpty();
    }

    private static List<Path> packageDirectories(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            List<Path> directories = files.filter(f -> f.toString().endsWith(".java"))
                    .filter(f -> !f.endsWith("module-info.java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();
            assertThat(directories)
                    .as("packages below %s", sources.toAbsolutePath())
                    .isNotEmpty();
            return directories;
        }
    }

    /** A static field of an interface type may still hold something mutable; that is left to review. */
    private static DescribedPredicate<JavaClass> stateful() {
        DescribedPredicate<JavaClass> container = assignableTo(Collection.class)
                .or(assignableTo(Map.class))
                .and(DescribedPredicate.not(DescribedPredicate.describe("interface", JavaClass::isInterface)));
        return container
                .or(assignableTo(ThreadLocal.class))
                .or(DescribedPredicate.describe(
                        "atomic",
                        c -> c.getPackageName().equals("java.util.concurrent.atomic")
                                && !c.getSimpleName().endsWith("FieldUpdater")))
                .as("a mutable type");
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CORE);
    }
}
