package io.github.socketaction.project;

import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The public types and members that the core exports, by the names that documents give them: {@code Multi.add}. */
final class ExportedNames {

    private static final String SOURCES = "core/src/main/java/";
    private static final Pattern EXPORT = Pattern.compile("(?m)^ *exports ([\\w.]+);");

    private final Map<String, Class<?>> types = new HashMap<>();

    ExportedNames() {
        String module = Repository.text(Repository.ROOT.resolve(SOURCES + "module-info.java"));
        EXPORT.matcher(module).results().forEach(export -> addPackage(export.group(1)));
        if (types.isEmpty()) {
            throw new IllegalStateException("the core exports no type");
        }
    }

    /** Whether this is a type, a type with one of its members, or a full name of the JDK's. */
    boolean has(String name) {
        if (type(name) != null) {
            return true;
        }
        int dot = name.lastIndexOf('.');
        Class<?> type = dot < 0 ? null : type(name.substring(0, dot));
        return type != null && hasMember(type, name.substring(dot + 1));
    }

    private @Nullable Class<?> type(String name) {
        return name.startsWith("java.") ? load(name) : types.get(name);
    }

    private void addPackage(String name) {
        String directory = SOURCES + name.replace('.', '/');
        String[] files = Repository.ROOT.resolve(directory).toFile().list();
        if (files == null) {
            throw new IllegalStateException("there is no directory " + directory);
        }
        for (String file : files) {
            if (file.endsWith(".java") && !file.equals("package-info.java")) {
                Class<?> type = load(name + "." + file.substring(0, file.length() - ".java".length()));
                if (type == null) {
                    throw new IllegalStateException("cannot load the type of " + directory + "/" + file);
                }
                add("", type);
            }
        }
    }

    private void add(String prefix, Class<?> type) {
        if (Modifier.isPublic(type.getModifiers())) {
            String name = prefix + type.getSimpleName();
            if (types.put(name, type) != null) {
                throw new IllegalStateException("two exported types are called " + name);
            }
            for (Class<?> member : type.getClasses()) {
                add(name + ".", member);
            }
        }
    }

    private static boolean hasMember(Class<?> type, String name) {
        return Stream.of(type.getMethods()).anyMatch(method -> method.getName().equals(name))
                || Stream.of(type.getFields()).anyMatch(field -> field.getName().equals(name));
    }

    private static @Nullable Class<?> load(String name) {
        try {
            return Class.forName(name, false, ExportedNames.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
