package io.jenkins.plugins.planetscale.steps;

import hudson.AbortException;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.branch.BranchNames;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The form validations that several forms share: they report what the step would refuse in the build. They look at the
 * text only, so they need no permission.
 */
@Restricted(NoExternalUse.class)
public final class FormValidations {
    private FormValidations() {}

    public static FormValidation time(String text, String parameter) {
        return validate(() -> DurationParser.parseOptional(text, parameter));
    }

    public static FormValidation commas(String text, String parameter, String example) {
        return Util.fixEmptyAndTrim(text) == null
                ? FormValidation.ok()
                : validate(() -> Lists.checkCommas(text, parameter, example));
    }

    public static FormValidation retention(String text) {
        return Util.fixEmptyAndTrim(text) == null
                ? FormValidation.ok()
                : validate(() -> ParameterParser.checkRetention(text));
    }

    /** @param role what the name is for, to begin the message with */
    static FormValidation branch(String name, String role) {
        return validate(() -> BranchNames.check(Util.fixEmptyAndTrim(name), role));
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

    private static FormValidation validate(Check check) {
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
