package io.jenkins.plugins.planetscale.host.declarative;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import hudson.ExtensionList;
import io.jenkins.plugins.planetscale.host.bind.Symbolic;
import io.jenkins.plugins.planetscale.host.run.Jenkinsfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.pipeline.modeldefinition.model.CredentialsBindingHandler;

/**
 * An {@code environment} block. Its values are blocks, see {@link DeclarativeSyntax}, so that the ids of credentials are
 * known before any value is made: values may use the variables that credentials set.
 */
final class Variables {
    private final Jenkinsfile script;
    private final Map<String, Closure<?>> values = new LinkedHashMap<>();
    private final Map<String, String> credentials = new LinkedHashMap<>();

    Variables(Jenkinsfile script, Closure<?> block) {
        this.script = script;
        Closure<?> own = block.rehydrate(new Assignments(), script, script);
        own.setResolveStrategy(Closure.DELEGATE_FIRST);
        own.call();
    }

    /** Runs something with them set. */
    void around(Block.Work work) throws Throwable {
        Block.Work inner = () -> withEnv(work);
        if (credentials.isEmpty()) {
            inner.run();
            return;
        }
        List<Object> bindings = new ArrayList<>();
        credentials.forEach((name, id) -> bindings.addAll(bindings(name, id)));
        script.step("withCredentials", bindings, new Block(script, inner));
    }

    /** As the plugin that the credential comes from wants it, or as for a text or a user name with a password. */
    private static List<?> bindings(String name, String id) {
        StandardCredentials credential = CredentialsProvider.findCredentialByIdInItemGroup(
                id, StandardCredentials.class, null, null, null);
        for (CredentialsBindingHandler<?> handler : ExtensionList.lookup(CredentialsBindingHandler.class)) {
            if (credential != null && handler.handles(credential)) {
                return handler.getWithCredentialsParameters(id).stream()
                        .map(parameters -> resolved(parameters, name))
                        .toList();
            }
        }
        return List.of(new Symbolic("credentials", Map.of("variable", name, "credentialsId", id)));
    }

    private static Map<String, Object> resolved(Map<String, Object> parameters, String name) {
        Map<String, Object> all = new LinkedHashMap<>(parameters);
        all.replaceAll((key, value) ->
                value instanceof CredentialsBindingHandler.EnvVarResolver resolver ? resolver.resolve(name) : value);
        return all;
    }

    private void withEnv(Block.Work work) throws Throwable {
        if (values.isEmpty()) {
            work.run();
            return;
        }
        Known known = new Known();
        List<String> set = new ArrayList<>();
        values.forEach((name, value) -> {
            Closure<?> own = value.rehydrate(known, script, script);
            own.setResolveStrategy(Closure.DELEGATE_FIRST);
            String text = String.valueOf(own.call());
            known.values.put(name, text);
            set.add(name + "=" + text);
        });
        script.step("withEnv", set, new Block(script, work));
    }

    private final class Assignments extends GroovyObjectSupport {
        /** What {@code NAME = …} was made into. */
        public void variable(String name, Object value) {
            if (value instanceof Credential credential) {
                credentials.put(name, credential.id);
            } else {
                values.put(name, (Closure<?>) value);
            }
        }

        /** {@code NAME = credentials('id')}. */
        public Object credentials(Object id) {
            return new Credential(String.valueOf(id));
        }
    }

    private record Credential(String id) {}

    /** The variables above a value in the same block. */
    private final class Known extends GroovyObjectSupport {
        private final Map<String, String> values = new LinkedHashMap<>();

        @Override
        public Object getProperty(String name) {
            String value = values.get(name);
            return value != null ? value : script.getProperty(name);
        }

        @Override
        public Object invokeMethod(String name, Object arguments) {
            return script.invokeMethod(name, arguments);
        }
    }
}
