package io.github.socketaction;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Set;

/** The order of the core's packages, as conditions for {@link ArchitectureTest}. */
final class CorePackages {
    static final String ROOT = "io.github.socketaction";

    /**
     * From top to bottom, relative to {@link #ROOT}. A package may use those of later rows only; packages of one row do
     * not know each other. A package that is in no row fails the test: decide where it belongs.
     */
    private static final List<Set<String>> ROWS = List.of(
            Set.of(""),
            Set.of(".internal.engine"),
            Set.of(".internal.conn"),
            Set.of(".internal.route"),
            Set.of(".internal.proxy"),
            Set.of(".internal.http1", ".internal.tls"),
            Set.of(".internal.http", ".internal.pipe", ".internal.names"),
            Set.of(".internal.watch"),
            Set.of(".internal.sched"),
            Set.of(".internal.buffer"),
            Set.of(".internal"),
            Set.of(".socket"),
            Set.of(".transfer"));

    private CorePackages() {}

    static SliceAssignment eachPackage() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return isOurs(type) ? SliceIdentifier.of(type.getPackageName()) : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "each package";
            }
        };
    }

    static ArchCondition<JavaClass> dependOnlyDownward() {
        return new ArchCondition<>("depend only on packages of a lower row") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (row(type) < 0) {
                    String message = type.getName() + " is in a package that CorePackages.ROWS does not place";
                    events.add(SimpleConditionEvent.violated(type, message));
                    return;
                }
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    if (pointsUpward(dependency)) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    static ArchCondition<JavaClass> showNoInternalType() {
        return new ArchCondition<>("show no internal type") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaMember member : type.getMembers()) {
                    if (isVisible(member)
                            && member.getAllInvolvedRawTypes().stream().anyMatch(CorePackages::isInternal)) {
                        String message = member.getDescription() + " names an internal type";
                        events.add(SimpleConditionEvent.violated(member, message));
                    }
                }
                if (type.getAllRawInterfaces().stream().anyMatch(CorePackages::isInternal)
                        || type.getAllRawSuperclasses().stream().anyMatch(CorePackages::isInternal)) {
                    String message = type.getName() + " is a subtype of an internal type";
                    events.add(SimpleConditionEvent.violated(type, message));
                }
            }
        };
    }

    private static boolean pointsUpward(Dependency dependency) {
        JavaClass from = dependency.getOriginClass();
        JavaClass to = dependency.getTargetClass().getBaseComponentType();
        return isOurs(to) && !from.getPackageName().equals(to.getPackageName()) && row(to) <= row(from);
    }

    private static int row(JavaClass type) {
        String relative = type.getPackageName().substring(ROOT.length());
        for (int i = 0; i < ROWS.size(); i++) {
            if (ROWS.get(i).contains(relative)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isOurs(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) || name.startsWith(ROOT + ".");
    }

    private static boolean isInternal(JavaClass type) {
        return type.getPackageName().startsWith(ROOT + ".internal");
    }

    private static boolean isVisible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }
}
