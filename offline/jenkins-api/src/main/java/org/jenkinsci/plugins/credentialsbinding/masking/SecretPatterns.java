package org.jenkinsci.plugins.credentialsbinding.masking;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.console.LineTransformationOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

public class SecretPatterns {
    SecretPatterns() {}

    /** Matches each input as it is, the longest first. Jenkins adds more: as shells quote it, and in base64. */
    @NonNull
    public static Pattern getAggregateSecretPattern(@NonNull Collection<String> inputs) {
        return Pattern.compile(inputs.stream()
                .filter(input -> !input.isEmpty())
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
    }

    public static class MaskingOutputStream extends LineTransformationOutputStream.Delegating {
        private final Supplier<Pattern> secretPattern;
        private final Charset charset;

        public MaskingOutputStream(
                @NonNull OutputStream out, @NonNull Supplier<Pattern> secretPattern, @NonNull String charsetName) {
            super(out);
            this.secretPattern = secretPattern;
            this.charset = Charset.forName(charsetName);
        }

        @Override
        protected void eol(byte[] b, int len) throws IOException {
            Pattern pattern = secretPattern.get();
            if (pattern == null || pattern.pattern().isEmpty()) {
                out.write(b, 0, len);
            } else {
                String line = new String(b, 0, len, charset);
                out.write(pattern.matcher(line).replaceAll("****").getBytes(charset));
            }
        }
    }
}
