package io.github.socketaction.project;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The pieces of a source file between the lines {@code // tag::NAME} and {@code // end::NAME}. */
final class TaggedRegions {

    private TaggedRegions() {}

    /** The regions by name, without their common indentation. */
    static Map<String, String> of(String source) {
        Map<String, String> regions = new LinkedHashMap<>();
        String open = null;
        List<String> lines = new ArrayList<>();
        for (String line : source.lines().toList()) {
            String text = line.strip();
            if (open == null && text.startsWith("// tag::")) {
                open = text.substring("// tag::".length());
                lines.clear();
            } else if (open != null && text.equals("// end::" + open)) {
                regions.put(open, unindented(lines));
                open = null;
            } else if (open != null) {
                lines.add(line);
            }
        }
        if (open != null) {
            throw new IllegalStateException("the region " + open + " has no line // end::" + open);
        }
        return regions;
    }

    /** Lines without the indentation that they have in common. */
    static String unindented(List<String> lines) {
        int common = lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return lines.stream()
                .map(line -> line.isBlank() ? "" : line.substring(common))
                .collect(Collectors.joining("\n"))
                .strip();
    }
}
