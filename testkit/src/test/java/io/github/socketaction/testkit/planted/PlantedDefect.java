package io.github.socketaction.testkit.planted;

/**
 * One defect of the engine, as a change of one place in its sources.
 *
 * @param sentence what is wrong then; its subject is the engine
 * @param source the file, below the package of the core and without its ending
 * @param text what is replaced; stands in the file exactly once
 * @param replacement what comes in its place
 * @param rule the rule of the contract whose test in {@code EngineConformance} must fail
 * @param finding what the message of a failing test of this rule must contain
 */
record PlantedDefect(String sentence, String source, String text, String replacement, String rule, String finding) {

    /** The name of the mutated class. */
    String className() {
        return "io.github.socketaction." + source.replace('/', '.');
    }

    /**
     * A file with the defect in it.
     *
     * @throws AssertionError when the text does not stand there exactly once
     */
    String plantedIn(String file) {
        int at = file.indexOf(text);
        if (at < 0 || file.indexOf(text, at + 1) >= 0) {
            throw new AssertionError(
                    "the defect \"" + this + "\" must be planted anew: its text \"" + text + "\" stands "
                            + (at < 0 ? "nowhere" : "more than once") + " in " + source
                            + ".java; find the place that now does this, and change the entry in this package's list");
        }
        return file.substring(0, at) + replacement + file.substring(at + text.length());
    }

    @Override
    public String toString() {
        return sentence;
    }
}
