package io.jenkins.plugins.planetscale.offline.processors;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/**
 * Writes the class {@code Messages} for each {@code Messages.properties} below the folder that the option
 * {@code messages.resources} names: the same methods as localizer-maven-plugin 1.31 writes with
 * {@code accessModifierAnnotations}.
 */
@SupportedAnnotationTypes("*")
@SupportedOptions(Messages.RESOURCES)
public final class Messages extends AbstractProcessor {
    static final String RESOURCES = "messages.resources";
    private boolean done;

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        done = !environment.getOptions().containsKey(RESOURCES);
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        if (!done) {
            done = true;
            generateAll(Path.of(processingEnv.getOptions().get(RESOURCES)));
        }
        return false;
    }

    private void generateAll(Path resources) {
        try (Stream<Path> files = Files.walk(resources)) {
            List<Path> bundles = files.filter(file -> file.endsWith("Messages.properties"))
                    .sorted()
                    .toList();
            for (Path bundle : bundles) {
                String folder = resources.relativize(bundle.getParent()).toString();
                generate(bundle, folder.replace(bundle.getFileSystem().getSeparator(), "."));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void generate(Path bundle, String package_) throws IOException {
        var texts = new Properties();
        try (Reader in = Files.newBufferedReader(bundle, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            texts.load(in);
        }
        try (Writer out = processingEnv
                .getFiler()
                .createSourceFile(package_ + ".Messages")
                .openWriter()) {
            out.write("""
                package %s;

                import org.jvnet.localizer.Localizable;
                import org.jvnet.localizer.ResourceBundleHolder;
                import org.kohsuke.accmod.Restricted;

                @SuppressWarnings({"", "PMD", "all"})
                @Restricted(org.kohsuke.accmod.restrictions.NoExternalUse.class)
                public class Messages {
                    private static final ResourceBundleHolder holder = ResourceBundleHolder.get(Messages.class);
                """.formatted(package_));
            for (String key : new TreeSet<>(texts.stringPropertyNames())) {
                out.write(methods(key, texts.getProperty(key)));
            }
            out.write("}\n");
        }
    }

    private static String methods(String key, String text) {
        int count = new MessageFormat(text).getFormatsByArgumentIndex().length;
        return """

                public static String %1$s(%3$s) {
                    return holder.format("%2$s"%4$s);
                }

                public static Localizable _%1$s(%3$s) {
                    return new Localizable(holder, "%2$s"%4$s);
                }
            """.formatted(
                        key.replaceAll("[./-]", "_"),
                        key,
                        arguments(count).map(name -> "Object " + name).collect(Collectors.joining(", ")),
                        arguments(count).map(name -> ", " + name).collect(Collectors.joining()));
    }

    private static Stream<String> arguments(int count) {
        return IntStream.range(0, count).mapToObj(i -> "arg" + i);
    }
}
