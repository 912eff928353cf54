package io.jenkins.plugins.planetscale.offline;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares a declared class with the real one of the same name: whatever other classes can see of it must be the same,
 * or not be declared at all.
 */
final class Declaration {
    private static final int VISIBLE = Modifier.PUBLIC | Modifier.PROTECTED;

    private final Class<?> declared;
    private final Class<?> real;
    private final ClassLoader declarations;
    private final Consumer<String> difference;

    private Declaration(Class<?> declared, Class<?> real, ClassLoader declarations, Consumer<String> difference) {
        this.declared = declared;
        this.real = real;
        this.declarations = declarations;
        this.difference = difference;
    }

    /** Reports each difference as a line. */
    static void compare(
            Class<?> declared, ClassLoader realClasses, ClassLoader declarations, Consumer<String> difference) {
        if (!isVisible(declared)) {
            return;
        }
        Class<?> real;
        try {
            real = Class.forName(declared.getName(), false, realClasses);
        } catch (ClassNotFoundException e) {
            difference.accept(declared.getName() + ": there is no such class");
            return;
        }
        new Declaration(declared, real, declarations, difference).compare();
    }

    /** Seen by classes of other packages; what is private to the declarations is their own business. */
    private static boolean isVisible(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
            if ((each.getModifiers() & VISIBLE) == 0 || each.isAnonymousClass() || each.isLocalClass()) {
                return false;
            }
        }
        return true;
    }

    private void compare() {
        // an enum is final or abstract by the bodies of its constants
        int ignored = real.isEnum() ? Modifier.FINAL | Modifier.ABSTRACT : 0;
        same("", "modifiers", modifiers(declared.getModifiers() & ~ignored), modifiers(real.getModifiers() & ~ignored));
        same("", "type parameters", typeParameters(declared), typeParameters(real));
        supertypes();
        annotations("", declared, real);
        for (Field field : declared.getDeclaredFields()) {
            if (isVisible(field.getModifiers(), field.isSynthetic())) {
                field(field);
            }
        }
        for (Constructor<?> constructor : declared.getDeclaredConstructors()) {
            if (isVisible(constructor.getModifiers(), constructor.isSynthetic())) {
                constructor(constructor);
            }
        }
        for (Method method : declared.getDeclaredMethods()) {
            if (isVisible(method.getModifiers(), method.isSynthetic())) {
                method(method);
            }
        }
        enumConstants();
    }

    private static boolean isVisible(int modifiers, boolean synthetic) {
        return !synthetic && (modifiers & VISIBLE) != 0;
    }

    private void supertypes() {
        Set<String> mine = supertypes(declared);
        Set<String> theirs = supertypes(real);
        mine.stream()
                .filter(supertype -> !theirs.contains(supertype))
                .forEach(supertype -> report("", "is declared as a " + supertype + ", which it is not"));
        theirs.stream()
                .filter(supertype -> isDeclared(supertype) && !mine.contains(supertype))
                .forEach(supertype -> report("", "is not declared as a " + supertype));
        String generic = String.valueOf(declared.getGenericSuperclass());
        if (declared.getSuperclass() != null
                && real.getSuperclass() != null
                && declared.getSuperclass()
                        .getName()
                        .equals(real.getSuperclass().getName())) {
            same("", "superclass", generic, String.valueOf(real.getGenericSuperclass()));
        }
        Set<String> realInterfaces = names(real.getGenericInterfaces());
        Set<String> realErasures = names(real.getInterfaces());
        for (int i = 0; i < declared.getInterfaces().length; i++) {
            String name = declared.getGenericInterfaces()[i].getTypeName();
            if (realErasures.contains(declared.getInterfaces()[i].getName()) && !realInterfaces.contains(name)) {
                report("", "implements " + name + ", really " + realInterfaces);
            }
        }
    }

    private boolean isDeclared(String name) {
        try {
            return Class.forName(name, false, declarations).getClassLoader() == declarations;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Set<String> supertypes(Class<?> type) {
        Set<String> names = new TreeSet<>();
        Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                .forEach(above -> {
                    names.add(above.getName());
                    names.addAll(supertypes(above));
                });
        return names;
    }

    private static Set<String> names(Type[] types) {
        return Arrays.stream(types).map(Type::getTypeName).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void field(Field field) {
        Field other;
        try {
            other = real.getDeclaredField(field.getName());
        } catch (NoSuchFieldException e) {
            report("." + field.getName(), "there is no such field");
            return;
        }
        String where = "." + field.getName();
        same(where, "modifiers", modifiers(field.getModifiers()), modifiers(other.getModifiers()));
        same(
                where,
                "type",
                field.getGenericType().getTypeName(),
                other.getGenericType().getTypeName());
        annotations(where, field, other);
        if (Modifier.isStatic(field.getModifiers())
                && Modifier.isFinal(field.getModifiers())
                && field.getType() == other.getType()
                && (field.getType().isPrimitive() || field.getType() == String.class)) {
            same(where, "value", constant(field), constant(other));
        }
    }

    private static String constant(Field field) {
        try {
            field.setAccessible(true);
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void constructor(Constructor<?> constructor) {
        String where = "(" + parameters(constructor) + ")";
        Stream.of(real.getDeclaredConstructors())
                .filter(other -> parameters(other).equals(parameters(constructor)))
                .findFirst()
                .ifPresentOrElse(
                        other -> executable(where, constructor, other),
                        () -> report(where, "there is no such constructor"));
    }

    private void method(Method method) {
        String where = "." + method.getName() + "(" + parameters(method) + ")";
        Stream.of(real.getDeclaredMethods())
                .filter(other -> other.getName().equals(method.getName())
                        && !other.isBridge()
                        && parameters(other).equals(parameters(method)))
                .findFirst()
                .ifPresentOrElse(other -> method(where, method, other), () -> report(where, "there is no such method"));
    }

    private void method(String where, Method method, Method other) {
        executable(where, method, other);
        same(
                where,
                "return type",
                method.getGenericReturnType().getTypeName(),
                other.getGenericReturnType().getTypeName());
        same(where, "default", text(method.getDefaultValue()), text(other.getDefaultValue()));
    }

    private void executable(String where, Executable executable, Executable other) {
        same(where, "modifiers", modifiers(executable.getModifiers()), modifiers(other.getModifiers()));
        same(where, "type parameters", typeParameters(executable), typeParameters(other));
        same(
                where,
                "parameters",
                names(executable.getGenericParameterTypes()).toString(),
                names(other.getGenericParameterTypes()).toString());
        same(
                where,
                "exceptions",
                new TreeSet<>(names(executable.getGenericExceptionTypes())).toString(),
                new TreeSet<>(names(other.getGenericExceptionTypes())).toString());
        same(where, "varargs", String.valueOf(executable.isVarArgs()), String.valueOf(other.isVarArgs()));
        annotations(where, executable, other);
    }

    private static String parameters(Executable executable) {
        return Arrays.stream(executable.getParameterTypes())
                .map(Class::getTypeName)
                .collect(Collectors.joining(", "));
    }

    private static String typeParameters(java.lang.reflect.GenericDeclaration generic) {
        return Arrays.stream(generic.getTypeParameters())
                .map(variable -> variable + " extends " + bounds(variable))
                .collect(Collectors.joining(", "));
    }

    private static String bounds(TypeVariable<?> variable) {
        return names(variable.getBounds()).toString();
    }

    /** What a class file of somebody else may depend on; {@code synchronized} and the like it cannot. */
    private static String modifiers(int modifiers) {
        int relevant = Modifier.PUBLIC
                | Modifier.PROTECTED
                | Modifier.STATIC
                | Modifier.FINAL
                | Modifier.ABSTRACT
                | Modifier.INTERFACE;
        return Modifier.toString(modifiers & relevant);
    }

    /** Those whose type is declared, or is no part of Jenkins: what is declared is what the plugin could see. */
    private void annotations(String where, AnnotatedElement element, AnnotatedElement other) {
        Set<String> mine = annotations(element);
        Set<String> theirs = annotations(other);
        same(where, "annotations", mine.toString(), theirs.toString());
    }

    private Set<String> annotations(AnnotatedElement element) {
        return Arrays.stream(element.getDeclaredAnnotations())
                .filter(annotation -> isComparable(annotation.annotationType().getName()))
                .map(Annotation::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isComparable(String annotation) {
        boolean jenkins = Stream.of("hudson.", "jenkins.", "org.jenkinsci.", "com.cloudbees.", "org.kohsuke.stapler.")
                .anyMatch(annotation::startsWith);
        return jenkins ? isDeclared(annotation) : !annotation.startsWith("com.infradna.");
    }

    private void enumConstants() {
        if (declared.isEnum()) {
            same("", "constants", enumNames(declared), enumNames(real));
        }
    }

    private static String enumNames(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(Field::isEnumConstant)
                .map(Field::getName)
                .collect(Collectors.joining(", "));
    }

    private static String text(Object value) {
        if (value instanceof Enum<?>) {
            return ((Enum<?>) value).name();
        }
        return value instanceof Object[] ? Arrays.deepToString((Object[]) value) : String.valueOf(value);
    }

    private void same(String where, String what, String mine, String theirs) {
        if (!mine.equals(theirs)) {
            report(where, what + ": \"" + mine + "\", really \"" + theirs + "\"");
        }
    }

    private void report(String where, String what) {
        difference.accept(declared.getName() + where + ": " + what);
    }
}
