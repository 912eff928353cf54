package io.jenkins.plugins.planetscale;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Imports point downward only: view → steps → cleanup → connection → service → release → client; and no package imports one
 * that imports it.
 */
class ArchitectureTest {
    private static final String HOUSE = "io.jenkins.plugins.planetscale";
    private static final int MOST = 22;

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(HOUSE);

    @Test
    void importsPointDownwardOnly() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("view")
                .definedBy(HOUSE + ".view..")
                .layer("steps")
                .definedBy(HOUSE + ".steps..")
                .layer("cleanup")
                .definedBy(HOUSE + ".cleanup..")
                .layer("webhook")
                .definedBy(HOUSE + ".webhook..")
                .layer("connection")
                .definedBy(HOUSE + ".connection..")
                .layer("service")
                .definedBy(HOUSE + ".service..")
                .layer("release")
                .definedBy(HOUSE + ".release..")
                .layer("client")
                .definedBy(HOUSE + ".client..")
                .whereLayer("view")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("steps")
                .mayOnlyBeAccessedByLayers("view")
                .whereLayer("cleanup")
                .mayOnlyBeAccessedByLayers("view", "steps")
                .whereLayer("webhook")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("connection")
                .mayOnlyBeAccessedByLayers("view", "steps", "cleanup", "webhook")
                .whereLayer("service")
                .mayOnlyBeAccessedByLayers("view", "steps", "cleanup", "webhook", "connection")
                .whereLayer("release")
                .mayOnlyBeAccessedByLayers("view", "steps", "cleanup", "webhook", "connection", "service")
                .check(classes);
    }

    @Test
    void noPackageImportsOneThatImportsIt() {
        slices().matching(HOUSE + ".(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void whatAllStepsShareImportsNoStep() {
        noClasses()
                .that()
                .resideInAPackage(HOUSE + ".steps")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(HOUSE + ".steps.*")
                .check(classes);
    }

    @Test
    void theProtocolImportsNoOperation() {
        noClasses()
                .that()
                .resideInAnyPackage(HOUSE + ".release", HOUSE + ".release.state", HOUSE + ".release.schema")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        HOUSE + ".release.branch",
                        HOUSE + ".release.password",
                        HOUSE + ".release.tables",
                        HOUSE + ".release.gate",
                        HOUSE + ".release.request",
                        HOUSE + ".release.check",
                        HOUSE + ".release.deploy",
                        HOUSE + ".release.window",
                        HOUSE + ".release.decision")
                .check(classes);
    }

    @Test
    void theCoreKnowsNoJenkins() {
        noClasses()
                .that()
                .resideInAnyPackage(HOUSE + ".client..", HOUSE + ".release..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("hudson..", "jenkins..", "org.jenkinsci..", "com.cloudbees..", "org.kohsuke..")
                .check(classes);
    }

    /** Records are data, and are not counted. */
    @Test
    void aPackageIsReadInOneSitting() {
        Map<String, Long> large = new TreeMap<>(classes.stream()
                .filter(type -> type.isTopLevelClass() && !type.isRecord())
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .filter(type -> !type.getSimpleName().equals("Messages"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting())));
        large.values().removeIf(count -> count <= MOST);
        assertEquals(Map.of(), large);
    }
}
