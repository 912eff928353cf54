package io.jenkins.plugins.planetscale.steps;
import io.jenkins.plugins.planetscale.steps.deploy.ApplyResult;
import io.jenkins.plugins.planetscale.steps.approval.ApprovalRefused;
import io.jenkins.plugins.planetscale.steps.branch.BackupResult;
import io.jenkins.plugins.planetscale.steps.branch.BranchResult;
import io.jenkins.plugins.planetscale.steps.deploy.ChangeResult;
import io.jenkins.plugins.planetscale.steps.deploy.DeployRequestResult;
import io.jenkins.plugins.planetscale.steps.record.DecisionRejectedException;
import io.jenkins.plugins.planetscale.steps.runtime.BodyResult;
import io.jenkins.plugins.planetscale.steps.window.WindowResult;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;
import org.junit.jupiter.api.Test;

/**
 * What a Jenkinsfile gets hold of can be read in the sandbox. The sandbox asks the method where it is declared first:
 * superclasses before interfaces before the class itself (script-security, {@code GroovyCallSiteSelector.types}).
 */
class WhitelistedValuesOfflineTest {
    private static final String HOUSE = "io.jenkins.plugins.planetscale";

    /** How an execution hands a value to the script: {@code onSuccess}, or what calls it with such a value. */
    private static final Set<String> GIVING = Set.of("value", "dryRunValue", "nothingValue", "onSuccess");

    private static Set<Class<?>> given() {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(HOUSE)) {
            // no step throws a DecisionRejectedException, which answers a click
            boolean thrown = type.isAssignableTo(Throwable.class)
                    && type.getPackageName().startsWith(HOUSE + ".steps")
                    && !type.isEquivalentTo(DecisionRejectedException.class);
            boolean value = type.getPackageName().startsWith(HOUSE + ".steps")
                    && type.getSimpleName().endsWith("Result")
                    && !type.isEquivalentTo(BodyResult.class); // stays in the step
            if (thrown || value || type.isAssignableTo(CauseOfInterruption.class)) {
                found.add(type.reflect());
            }
            type.getCodeUnits().stream()
                    .filter(unit -> GIVING.contains(unit.getName()))
                    .flatMap(unit -> unit.getConstructorCallsFromSelf().stream())
                    .map(JavaConstructorCall::getTargetOwner)
                    .filter(made -> made.getPackageName().startsWith(HOUSE))
                    .forEach(made -> found.add(made.reflect()));
        }
        return withWhatTheyReturn(found);
    }

    private static Set<Class<?>> withWhatTheyReturn(Set<Class<?>> roots) {
        Set<Class<?>> all = new LinkedHashSet<>();
        Deque<Class<?>> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            Class<?> type = open.remove();
            if (type.getName().startsWith(HOUSE) && all.add(type)) {
                for (Method method : type.getMethods()) {
                    ours(method.getGenericReturnType()).forEach(open::add);
                }
            }
        }
        return all;
    }

    private static List<Class<?>> ours(Type type) {
        if (type instanceof ParameterizedType generic) {
            return Arrays.stream(generic.getActualTypeArguments())
                    .flatMap(argument -> ours(argument).stream())
                    .collect(Collectors.toList());
        }
        return type instanceof Class<?> plain ? List.of(plain) : List.of();
    }

    /** In the order in which the sandbox looks. */
    private static void types(Class<?> type, Set<Class<?>> into) {
        if (type.getSuperclass() != null) {
            types(type.getSuperclass(), into);
        }
        for (Class<?> above : type.getInterfaces()) {
            types(above, into);
        }
        into.add(type);
    }

    private static Method declaredFirst(Class<?> type, Method method) {
        Set<Class<?>> order = new LinkedHashSet<>();
        types(type, order);
        for (Class<?> one : order) {
            for (Method declared : one.getDeclaredMethods()) {
                if (declared.getName().equals(method.getName())
                        && !declared.isBridge()
                        && Arrays.equals(declared.getParameterTypes(), method.getParameterTypes())) {
                    return declared;
                }
            }
        }
        return method;
    }

    /** Public methods that a script would find and the sandbox refuse. */
    private static List<String> refused(Set<Class<?>> types) {
        Set<String> refused = new TreeSet<>();
        for (Class<?> type : types) {
            for (Method method : type.getMethods()) {
                Method first = declaredFirst(type, method);
                boolean ours = first.getDeclaringClass().getName().startsWith("io.jenkins.plugins.planetscale");
                if (ours && !Modifier.isStatic(first.getModifiers()) && !first.isAnnotationPresent(Whitelisted.class)) {
                    refused.add(first.toString());
                }
            }
        }
        return new ArrayList<>(refused);
    }

    @Test
    void everyPublicMethodOfWhatAJenkinsfileGetsIsWhitelisted() {
        assertEquals(List.of(), refused(given()));
    }

    /** The search finds what there is for sure; else it would prove nothing. */
    @Test
    void whatIsGivenIsFound() {
        Set<Class<?>> given = given();
        assertTrue(
                given.containsAll(Set.of(
                        ApplyResult.class,
                        BackupResult.class,
                        BranchResult.class,
                        ChangeResult.class,
                        DeployRequestResult.class,
                        WindowResult.class,
                        StepFailure.class,
                        ApprovalRefused.class)),
                given::toString);
    }

    /** As {@link ApplyResult} would be, if somebody forgot it. */
    public static class Forgotten extends NumberedResult {
        private static final long serialVersionUID = 1L;

        Forgotten() {
            super(1);
        }

        @Whitelisted
        public int getNumber() {
            return 1;
        }

        public String getUrl() {
            return "";
        }
    }

    /** The annotation on the overriding method does not count. */
    public static final class Below extends Forgotten {
        private static final long serialVersionUID = 1L;

        @Override
        @Whitelisted
        public String getUrl() {
            return "";
        }
    }

    @Test
    void whatIsForgottenIsFoundWhereItIsDeclaredFirst() {
        String missing = "public java.lang.String " + Forgotten.class.getName() + ".getUrl()";
        assertEquals(List.of(missing), refused(Set.of(Forgotten.class)));
        assertEquals(List.of(missing), refused(Set.of(Below.class)));
    }
}
