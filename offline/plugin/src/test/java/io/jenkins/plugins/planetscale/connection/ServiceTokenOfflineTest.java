package io.jenkins.plugins.planetscale.connection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.cloudbees.plugins.credentials.CredentialsNameProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import hudson.XmlFile;
import hudson.model.TaskListener;
import hudson.util.Secret;
import io.jenkins.plugins.planetscale.offline.PlayedJenkins;
import java.io.File;
import java.nio.file.Files;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.credentialsbinding.MultiBinding;
import org.jenkinsci.plugins.credentialsbinding.impl.CredentialNotFoundException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTokenOfflineTest {
    private static final String SECRET = "pscale_tkn_of_the_test";

    @TempDir
    private File home;

    private PlayedJenkins jenkins;
    private PlayedJenkins.Build run;

    @BeforeEach
    void begin() {
        jenkins = new PlayedJenkins(home);
        run = new PlayedJenkins.Build(new PlayedJenkins.Project(Jenkins.get(), "job"), 1);
        jenkins.credentials.add(token());
    }

    @AfterEach
    void end() {
        jenkins.close();
    }

    @Test
    void theBindingSetsBothVariablesUnderTheNamesGiven() throws Exception {
        PlanetScaleServiceTokenBinding binding = new PlanetScaleServiceTokenBinding("ps");
        binding.setIdVariable("A");
        binding.setSecretVariable(" ");
        MultiBinding.MultiEnvironment bound = binding.bind(run, null, null, TaskListener.NULL);
        assertEquals(Map.of("A", "tkn1"), bound.getPublicValues());
        assertEquals(Map.of("PLANETSCALE_SERVICE_TOKEN", SECRET), bound.getSecretValues());
        assertEquals(bound.getSecretValues().keySet(), binding.variables(run));
    }

    @Test
    void theBindingSaysWhatItCannotUse() {
        assertThat(refusal("gone"), containsString("'gone'"));
        jenkins.credentials.add(new Other());
        assertThat(refusal("other"), containsString("PlanetScaleServiceToken"));
    }

    private String refusal(String id) {
        PlanetScaleServiceTokenBinding binding = new PlanetScaleServiceTokenBinding(id);
        return assertThrows(CredentialNotFoundException.class, () -> binding.bind(run, null, null, TaskListener.NULL))
                .getMessage();
    }

    @Test
    void theSecretIsNotWrittenInClearAndComesBack() throws Exception {
        XmlFile file = new XmlFile(Jenkins.XSTREAM2, new File(home, "token.xml"));
        file.write(token());
        assertThat(Files.readString(file.getFile().toPath()), not(containsString(SECRET)));
        PlanetScaleServiceTokenImpl read = (PlanetScaleServiceTokenImpl) file.read();
        assertEquals(SECRET, read.getSecret().getPlainText());
    }

    @Test
    void itsNameTellsTheTokenAndNotTheSecret() {
        assertThat(CredentialsNameProvider.name(token()), containsString("tkn1"));
        assertThat(CredentialsNameProvider.name(token()), not(containsString(SECRET)));
    }

    private static PlanetScaleServiceTokenImpl token() {
        return new PlanetScaleServiceTokenImpl(CredentialsScope.GLOBAL, "ps", "", "tkn1", Secret.fromString(SECRET));
    }

    private static final class Other extends BaseStandardCredentials {
        private static final long serialVersionUID = 1L;

        Other() {
            super(CredentialsScope.GLOBAL, "other", "");
        }

        @Override
        public com.cloudbees.plugins.credentials.CredentialsDescriptor getDescriptor() {
            return (com.cloudbees.plugins.credentials.CredentialsDescriptor) token().getDescriptor();
        }
    }
}
