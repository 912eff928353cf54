package org.jenkinsci.plugins.credentialsbinding.masking;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.console.LineTransformationOutputStream;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.OutputStream;
import java.util.Collection;
import java.util.function.Supplier;
import java.util.regex.Pattern;

public class SecretPatterns {
    SecretPatterns() {}

    @NonNull
    public static Pattern getAggregateSecretPattern(@NonNull Collection<String> inputs) {
        throw Offline.missing("SecretPatterns.getAggregateSecretPattern");
    }

    public static class MaskingOutputStream extends LineTransformationOutputStream.Delegating {
        public MaskingOutputStream(
                @NonNull OutputStream out, @NonNull Supplier<Pattern> secretPattern, @NonNull String charsetName) {
            super(null);
        }
    }
}
