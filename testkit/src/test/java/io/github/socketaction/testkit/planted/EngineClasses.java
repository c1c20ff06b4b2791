package io.github.socketaction.testkit.planted;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Loads the library and the kit anew, with one class compiled from another source. */
final class EngineClasses implements AutoCloseable {

    private static final String LIBRARY = "io.github.socketaction.";

    private final JavaCompiler compiler;
    private final StandardJavaFileManager files;
    private final Map<String, byte[]> built = new HashMap<>();

    EngineClasses(JavaCompiler compiler) {
        this.compiler = compiler;
        files = compiler.getStandardFileManager(null, null, null);
    }

    /** With this machine's compiler, or null where there is a runtime only. */
    static @Nullable EngineClasses withSystemCompiler() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        return compiler == null ? null : new EngineClasses(compiler);
    }

    /** Compiles a file against the built classes; answers all classes in it by name. */
    Map<String, byte[]> compile(String className, String source) {
        Output output = new Output(files);
        DiagnosticCollector<JavaFileObject> complaints = new DiagnosticCollector<>();
        List<String> options =
                List.of("-proc:none", "-implicit:none", "-nowarn", "-classpath", System.getProperty("java.class.path"));
        JavaFileObject file = new Source(className, source);
        if (!compiler.getTask(null, output, complaints, options, null, List.of(file))
                .call()) {
            throw new AssertionError(
                    className + " with the defect in it does not compile: " + complaints.getDiagnostics());
        }
        Map<String, byte[]> classes = new HashMap<>();
        output.classes.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
        return classes;
    }

    /** A class of the library, of the kit or of its tests, and all it refers to, with other classes in place of some. */
    Class<?> load(Class<?> wanted, Map<String, byte[]> replaced) {
        try {
            return new Loader(replaced).loadClass(wanted.getName());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(wanted + " is there, but cannot be loaded again", e);
        }
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    private byte[] bytesOf(String className) throws ClassNotFoundException {
        byte[] known = built.get(className);
        if (known != null) {
            return known;
        }
        ClassLoader source = EngineClasses.class.getClassLoader();
        try (InputStream in = source.getResourceAsStream(className.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(className);
            }
            byte[] bytes = in.readAllBytes();
            built.put(className, bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the class " + className, e);
        }
    }

    /** Has its own copy of every class of the library, and shares the others. */
    private final class Loader extends ClassLoader {

        private final Map<String, byte[]> replaced;

        private Loader(Map<String, byte[]> replaced) {
            super(EngineClasses.class.getClassLoader());
            this.replaced = replaced;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(LIBRARY)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                byte[] bytes = replaced.containsKey(name) ? replaced.get(name) : bytesOf(name);
                return defineClass(name, bytes, 0, bytes.length);
            }
        }
    }

    /** A source in memory. */
    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        private Source(String className, String text) {
            super(URI.create("memory:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps what the compiler writes. */
    private static final class Output extends ForwardingJavaFileManager<StandardJavaFileManager> {

        private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

        private Output(StandardJavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/')), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    classes.put(className, bytes);
                    return bytes;
                }
            };
        }
    }
}
