package io.jenkins.plugins.planetscale.steps;

import hudson.AbortException;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.planetscale.release.BranchNames;
import io.jenkins.plugins.planetscale.release.InvalidInputException;

/** Says in a form what the step would say in the build. Looks at the text alone, so it needs no permission. */
final class Checks {
    private Checks() {}

    static FormValidation time(String text, String parameter) {
        return said(() -> TimeSpans.parseOptional(text, parameter));
    }

    static FormValidation commas(String text, String parameter, String example) {
        return Util.fixEmptyAndTrim(text) == null
                ? FormValidation.ok()
                : said(() -> Lists.checkCommas(text, parameter, example));
    }

    static FormValidation retention(String text) {
        return Util.fixEmptyAndTrim(text) == null ? FormValidation.ok() : said(() -> Settings.checkRetention(text));
    }

    /** @param role what the name is for, to begin the message with */
    static FormValidation branch(String name, String role) {
        return said(() -> BranchNames.check(Util.fixEmptyAndTrim(name), role));
    }

    static FormValidation optionalBranch(String name, String role) {
        return Util.fixEmptyAndTrim(name) == null ? FormValidation.ok() : branch(name, role);
    }

    static FormValidation deployRequest(String number) {
        String text = Util.fixEmptyAndTrim(number);
        return text == null ? FormValidation.error(Messages.Checks_deployRequestNeeded()) : optionalDeployRequest(text);
    }

    static FormValidation optionalDeployRequest(String number) {
        String text = Util.fixEmptyAndTrim(number);
        return text == null || text.matches("0*[1-9][0-9]{0,8}")
                ? FormValidation.ok()
                : FormValidation.error(Messages.Checks_deployRequestNumber(text));
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
