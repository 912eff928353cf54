package io.jenkins.plugins.planetscale.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is persisted consists of plain types that any Jenkins takes up again, and of nothing that knows a secret. */
class SerializableTest {
    private static final Set<Class<?>> PLAIN = Set.of(
            String.class,
            Boolean.class,
            Integer.class,
            Long.class,
            Double.class,
            Instant.class,
            Duration.class,
            ArrayList.class,
            LinkedHashMap.class,
            LinkedHashSet.class,
            EnumMap.class,
            EnumSet.class,
            boolean[].class,
            long[].class);

    @Test
    void everyPersistedFieldIsOfAPlainType() {
        List<String> wrong = new ArrayList<>();
        int looked = 0;
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.jenkins.plugins.planetscale.release")) {
            if (!type.isAssignableTo(Serializable.class) || type.isEnum()) {
                continue;
            }
            for (JavaField field : type.getFields()) {
                Set<JavaModifier> modifiers = field.getModifiers();
                if (!modifiers.contains(JavaModifier.STATIC) && !modifiers.contains(JavaModifier.TRANSIENT)) {
                    looked++;
                    if (!plain(field.getRawType())) {
                        wrong.add(
                                field.getFullName() + ": " + field.getRawType().getName());
                    }
                }
            }
        }
        assertTrue(looked > 100, "fields looked at: " + looked);
        assertEquals(List.of(), wrong);
    }

    private static boolean plain(JavaClass type) {
        boolean ours = type.getPackageName().startsWith("io.jenkins.plugins.planetscale")
                && type.isAssignableTo(Serializable.class);
        return ours
                || type.isPrimitive()
                || type.isEnum()
                || PLAIN.stream().anyMatch(allowed -> type.isEquivalentTo(allowed));
    }
}
