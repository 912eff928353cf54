package io.jenkins.plugins.planetscale.offline.processors;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;

/**
 * Lists in {@code META-INF/services/annotations/<annotation>} the classes that carry an annotation marked as
 * {@code @Indexed}, on themselves or on a method, field or constructor. Jenkins finds {@code @Initializer},
 * {@code @Symbol} and the like there.
 */
@SupportedAnnotationTypes("*")
public final class AnnotationIndex extends AbstractProcessor {
    private static final String INDEXED = "org.jvnet.hudson.annotation_indexer.Indexed";
    private final Map<String, Set<String>> users = new TreeMap<>();

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement annotation : annotations) {
            if (isIndexed(annotation)) {
                for (Element element : round.getElementsAnnotatedWith(annotation)) {
                    add(annotation, element);
                }
            }
        }
        if (round.processingOver() && !round.errorRaised()) {
            users.forEach(this::write);
        }
        return false;
    }

    private static boolean isIndexed(TypeElement annotation) {
        return annotation.getAnnotationMirrors().stream()
                .anyMatch(mirror -> mirror.getAnnotationType().toString().equals(INDEXED));
    }

    private void add(TypeElement annotation, Element element) {
        ElementKind kind = element.getKind();
        boolean type = kind.isClass() || kind.isInterface();
        if (type || kind.isField() || kind == ElementKind.METHOD || kind == ElementKind.CONSTRUCTOR) {
            TypeElement user = (TypeElement) (type ? element : element.getEnclosingElement());
            users.computeIfAbsent(binaryName(annotation), name -> new TreeSet<>())
                    .add(binaryName(user));
        }
    }

    private String binaryName(TypeElement type) {
        return processingEnv.getElementUtils().getBinaryName(type).toString();
    }

    private void write(String annotation, Set<String> classes) {
        try (var out = processingEnv
                .getFiler()
                .createResource(StandardLocation.CLASS_OUTPUT, "", "META-INF/services/annotations/" + annotation)
                .openWriter()) {
            out.write(classes.stream().collect(joining("\n", "", "\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
