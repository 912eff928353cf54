package io.jenkins.plugins.planetscale;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Imports point downward only: view → steps → connection, service → release → client. */
class ArchitectureTest {
    private static final String HOUSE = "io.jenkins.plugins.planetscale";
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
                .whereLayer("connection")
                .mayOnlyBeAccessedByLayers("view", "steps")
                .whereLayer("service")
                .mayOnlyBeAccessedByLayers("view", "steps", "connection")
                .whereLayer("release")
                .mayOnlyBeAccessedByLayers("view", "steps", "connection", "service")
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
}
