package io.github.socketaction.project;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Measures Java files with the compiler's own parser. A method is counted from its declaration to its last brace; a table
 * of test cases in an annotation before it is data.
 */
final class SourceSizes {
    private final int fileLines;
    private final int methodLines;

    SourceSizes(int fileLines, int methodLines) {
        this.fileLines = fileLines;
        this.methodLines = methodLines;
    }

    /** One line for each file or method that is too long, with the path relative to {@code root}. */
    List<String> excesses(Path root, List<Path> files) throws IOException {
        List<String> excesses = new ArrayList<>();
        for (Path file : files) {
            int lines = Files.readAllLines(file).size();
            if (lines > fileLines) {
                excesses.add(root.relativize(file) + ": " + lines + " lines");
            }
        }
        addLongMethods(root, files, excesses);
        return excesses;
    }

    private void addLongMethods(Path root, List<Path> files, List<String> excesses) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("measuring sources needs a JDK, but this runtime has no compiler");
        }
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    manager,
                    SourceSizes::failOnError,
                    List.of("-proc:none"),
                    null,
                    manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                String name =
                        root.relativize(Path.of(unit.getSourceFile().toUri())).toString();
                new Lengths(name, unit, positions, excesses).scan(unit, null);
            }
        }
    }

    private static void failOnError(Diagnostic<?> diagnostic) {
        if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
            throw new IllegalStateException("cannot parse: " + diagnostic);
        }
    }

    /** Visits every method and initializer of one file. */
    private final class Lengths extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final String name;
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> excesses;

        Lengths(String name, CompilationUnitTree unit, SourcePositions positions, List<String> excesses) {
            this.name = name;
            this.unit = unit;
            this.positions = positions;
            this.excesses = excesses;
        }

        @Override
        public @Nullable Void visitClass(ClassTree node, @Nullable Void unused) {
            for (Tree member : node.getMembers()) {
                if (member instanceof BlockTree) {
                    measure(member, positions.getStartPosition(unit, member), "initializer");
                }
            }
            return super.visitClass(node, null);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree node, @Nullable Void unused) {
            long declared = positions.getEndPosition(unit, node.getModifiers());
            measure(node, Math.max(declared, positions.getStartPosition(unit, node)), node.getName() + "()");
            return super.visitMethod(node, null);
        }

        private void measure(Tree tree, long start, String what) {
            LineMap map = unit.getLineMap();
            long first = map.getLineNumber(start);
            long lines = map.getLineNumber(positions.getEndPosition(unit, tree)) - first + 1;
            if (lines > methodLines) {
                excesses.add(name + ":" + first + ": " + what + " has " + lines + " lines");
            }
        }
    }
}
