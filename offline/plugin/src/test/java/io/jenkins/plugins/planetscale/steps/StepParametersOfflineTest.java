package io.jenkins.plugins.planetscale.steps;
import io.jenkins.plugins.planetscale.testing.FormExamples;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.jenkins.plugins.planetscale.offline.PlayedJenkins;
import java.io.File;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A Jenkinsfile's parameters reach a step by its constructor and setters, and its getters give them back. */
class StepParametersOfflineTest {
    @TempDir
    private File home;

    private PlayedJenkins jenkins;

    static Stream<FormExamples.Example> examples() {
        return FormExamples.all().stream();
    }

    @BeforeEach
    void begin() {
        jenkins = new PlayedJenkins(home);
    }

    @AfterEach
    void end() {
        jenkins.close();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void aStepMadeOfItsParametersIsTheSame(FormExamples.Example example) throws Exception {
        Map<String, Object> parameters = parameters(example.step());
        assertEquals(
                parameters.toString(),
                parameters(make(example.step().getClass(), parameters)).toString());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theDescriptorKnowsItsFunctionAndWhetherItTakesABlock(FormExamples.Example example) {
        StepDescriptor descriptor = example.step().getDescriptor();
        assertThat(example.snippet(), startsWith(descriptor.getFunctionName()));
        assertEquals(example.snippet().contains("{\n"), descriptor.takesImplicitBlockArgument());
    }

    @Test
    void everyStepHasExamples() {
        Set<Class<?>> without = new LinkedHashSet<>();
        StepDescriptor.all().forEach(descriptor -> without.add(descriptor.clazz));
        examples().forEach(example -> without.remove(example.step().getClass()));
        assertThat("FormExamples has no example of these steps", without, is(empty()));
    }

    private static Map<String, Object> parameters(Step step) throws Exception {
        Map<String, Object> values = new TreeMap<>();
        for (String name : constructorParameters(step.getClass())) {
            values.put(name, getter(step.getClass(), name).invoke(step));
        }
        for (Method method : step.getClass().getMethods()) {
            if (method.isAnnotationPresent(DataBoundSetter.class)) {
                String name = name(method);
                values.put(name, getter(step.getClass(), name).invoke(step));
            }
        }
        return values;
    }

    static Step make(Class<? extends Step> type, Map<String, Object> parameters) throws Exception {
        Constructor<?> constructor = Stream.of(type.getConstructors())
                .filter(each -> each.isAnnotationPresent(DataBoundConstructor.class))
                .findFirst()
                .orElseThrow();
        Object[] arguments =
                Stream.of(constructorParameters(type)).map(parameters::get).toArray();
        Step step = (Step) constructor.newInstance(arguments);
        for (Method method : type.getMethods()) {
            if (method.isAnnotationPresent(DataBoundSetter.class) && parameters.containsKey(name(method))) {
                method.invoke(step, parameters.get(name(method)));
            }
        }
        return step;
    }

    private static String name(Method setter) {
        return Character.toLowerCase(setter.getName().charAt(3))
                + setter.getName().substring(4);
    }

    private static Method getter(Class<?> type, String name) throws NoSuchMethodException {
        String suffix = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return Arrays.stream(type.getMethods())
                .filter(each -> each.getParameterCount() == 0)
                .filter(each ->
                        each.getName().equals("get" + suffix) || each.getName().equals("is" + suffix))
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException(type.getName() + "." + name));
    }

    /** As Stapler reads them: from the index that its annotation processor wrote. */
    private static String[] constructorParameters(Class<?> type) throws Exception {
        Properties index = new Properties();
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".stapler")) {
            assertNotNull(in, type.getName());
            index.load(in);
        }
        String names = index.getProperty("constructor");
        return names.isEmpty() ? new String[0] : names.split(",");
    }
}
