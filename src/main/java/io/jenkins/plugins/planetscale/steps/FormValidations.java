package io.jenkins.plugins.planetscale.steps;

import hudson.AbortException;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.branch.BranchNames;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Says in a form what the step would say in the build. Looks at the text alone, so it needs no permission. */
@Restricted(NoExternalUse.class)
public final class FormValidations {
    private FormValidations() {}

    public static FormValidation time(String text, String parameter) {
        return said(() -> DurationParser.parseOptional(text, parameter));
    }

    public static FormValidation commas(String text, String parameter, String example) {
        return Util.fixEmptyAndTrim(text) == null
                ? FormValidation.ok()
                : said(() -> Lists.checkCommas(text, parameter, example));
    }

    public static FormValidation retention(String text) {
        return Util.fixEmptyAndTrim(text) == null
                ? FormValidation.ok()
                : said(() -> ParameterParser.checkRetention(text));
    }

    /** @param role what the name is for, to begin the message with */
    static FormValidation branch(String name, String role) {
        return said(() -> BranchNames.check(Util.fixEmptyAndTrim(name), role));
    }

    public static FormValidation optionalBranch(String name, String role) {
        return Util.fixEmptyAndTrim(name) == null ? FormValidation.ok() : branch(name, role);
    }

    public static FormValidation deployRequest(String number) {
        String text = Util.fixEmptyAndTrim(number);
        return text == null
                ? FormValidation.error(Messages.FormValidations_deployRequestNeeded())
                : optionalDeployRequest(text);
    }

    public static FormValidation optionalDeployRequest(String number) {
        String text = Util.fixEmptyAndTrim(number);
        return text == null || text.matches("0*[1-9][0-9]{0,8}")
                ? FormValidation.ok()
                : FormValidation.error(Messages.FormValidations_deployRequestNumber(text));
    }

    private static FormValidation said(Check check) {
        try {
            check.run();
            return FormValidation.ok();
        } catch (AbortException | InvalidInputException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private interface Check {
        void run() throws AbortException, InvalidInputException;
    }
}
