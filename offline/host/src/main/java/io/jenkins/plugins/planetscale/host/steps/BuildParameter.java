package io.jenkins.plugins.planetscale.host.steps;

import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** One parameter of a build or an {@code input}: what its kinds have in common. */
public abstract class BuildParameter extends AbstractDescribableImpl<BuildParameter> {
    private final String name;

    BuildParameter(String name) {
        this.name = name;
    }

    public final String name() {
        return name;
    }

    /** What it is where nobody says anything. */
    public abstract Object byDefault();

    /** @throws IllegalArgumentException for a text that it cannot be */
    abstract Object parse(String given);

    /** For the form only. */
    @DataBoundSetter
    public final void setDescription(String description) {}

    /** {@code string}, {@code text} and {@code password}. */
    public static class Text extends BuildParameter {
        private String value = "";

        @DataBoundConstructor
        public Text(String name) {
            super(name);
        }

        @DataBoundSetter
        public void setDefaultValue(String defaultValue) {
            value = defaultValue == null ? "" : defaultValue;
        }

        @DataBoundSetter
        public void setTrim(boolean trim) {}

        @Override
        public Object byDefault() {
            return value;
        }

        @Override
        Object parse(String given) {
            return given;
        }

        /** Describes it. */
        @Symbol({"string", "stringParam", "text", "textParam", "password"})
        public static final class DescriptorImpl extends Descriptor<BuildParameter> {
            @Override
            public String getDisplayName() {
                return "string";
            }
        }
    }

    /** {@code booleanParam}. */
    public static final class Flag extends BuildParameter {
        private boolean value;

        @DataBoundConstructor
        public Flag(String name) {
            super(name);
        }

        @DataBoundSetter
        public void setDefaultValue(boolean defaultValue) {
            value = defaultValue;
        }

        @Override
        public Object byDefault() {
            return value;
        }

        @Override
        Object parse(String given) {
            return Boolean.valueOf(given);
        }

        /** Describes it. */
        @Symbol("booleanParam")
        public static final class DescriptorImpl extends Descriptor<BuildParameter> {
            @Override
            public String getDisplayName() {
                return "booleanParam";
            }
        }
    }

    /** {@code choice}. */
    public static final class Choice extends BuildParameter {
        private List<String> choices = List.of();

        @DataBoundConstructor
        public Choice(String name) {
            super(name);
        }

        /** A list, or a text with one choice a line. */
        @DataBoundSetter
        public void setChoices(Object choices) {
            this.choices = choices instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : String.valueOf(choices).lines().toList();
        }

        @Override
        public Object byDefault() {
            return choices.isEmpty() ? "" : choices.get(0);
        }

        @Override
        Object parse(String given) {
            if (!choices.contains(given)) {
                throw new IllegalArgumentException("\"" + given + "\" is not one of " + choices + ".");
            }
            return given;
        }

        /** Describes it. */
        @Symbol({"choice", "choiceParam"})
        public static final class DescriptorImpl extends Descriptor<BuildParameter> {
            @Override
            public String getDisplayName() {
                return "choice";
            }
        }
    }
}
