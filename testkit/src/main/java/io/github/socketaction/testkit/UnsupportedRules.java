package io.github.socketaction.testkit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.TestInfo;

/** Aborts the tests of those rules that the tested one has said it cannot keep. */
final class UnsupportedRules {

    private UnsupportedRules() {}

    /** Says for a rule's number why it cannot be kept, or null when it can. */
    interface Reasons {
        @Nullable String unsupported(String rule);
    }

    /** Aborts the test, with the reason, when it cites such a rule. */
    static void abort(TestInfo test, Reasons reasons) {
        test.getTestMethod()
                .map(method -> method.getAnnotation(Verifies.class)) // a test of the subclass's own has none
                .ifPresent(cited -> abort(cited.value(), reasons));
    }

    private static void abort(String[] rules, Reasons reasons) {
        for (String rule : rules) {
            String reason = reasons.unsupported(rule);
            if (reason != null) {
                Assumptions.abort(rule + ": " + reason);
            }
        }
    }
}
