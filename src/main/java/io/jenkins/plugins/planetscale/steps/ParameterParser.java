package io.jenkins.plugins.planetscale.steps;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Util;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.release.InvalidInputException;
import io.jenkins.plugins.planetscale.release.branch.BranchNames;
import io.jenkins.plugins.planetscale.release.branch.IfExists;
import io.jenkins.plugins.planetscale.release.branch.TakeBackup;
import io.jenkins.plugins.planetscale.release.deploy.AbortDeployRequest;
import io.jenkins.plugins.planetscale.release.deploy.IfTakenOutOfQueue;
import io.jenkins.plugins.planetscale.release.deploy.IfUnchecked;
import io.jenkins.plugins.planetscale.release.gate.InstantDdl;
import io.jenkins.plugins.planetscale.release.state.Shown;
import io.jenkins.plugins.planetscale.release.window.WatchInsights;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Parses the parameters that are one of several words; refuses any other word with the list of those there are. */
@Restricted(NoExternalUse.class)
public final class ParameterParser {
    private static final Pattern RETENTION = Pattern.compile("(\\d{1,4})\\s*(hour|day|week|month|year)s?");

    /** Why there is nothing to do with a deploy request; ends a sentence. */
    public static final String NUMBER_0 =
            ": deployRequest is 0, so planetscaleDeployRequest found no change to release, or was a dry run.";

    private ParameterParser() {}

    /** The name given to a new branch, or the one that belongs to the git branch of a multibranch build. */
    public static String newBranch(String name, StepContext context)
            throws IOException, InterruptedException, InvalidInputException {
        String taken = name != null ? name : ofGit(context);
        if (taken == null) {
            throw new AbortException("planetscaleBranch needs a name: this is no multibranch build whose git branch"
                    + " gives one. Write name: '…'.");
        }
        return taken;
    }

    /** The branch that belongs to the git branch of a multibranch build; null where there is none. */
    public static String ofGit(StepContext context) throws IOException, InterruptedException, InvalidInputException {
        EnvVars environment = context.get(EnvVars.class);
        if (environment == null) {
            return null;
        }
        String change = Util.fixEmptyAndTrim(environment.get("CHANGE_BRANCH"));
        if (change != null) {
            return BranchNames.fromGit(Util.fixEmptyAndTrim(environment.get("CHANGE_FORK")), change);
        }
        String git = Util.fixEmptyAndTrim(environment.get("BRANCH_NAME"));
        return git == null ? null : BranchNames.fromGit(git);
    }

    public static IfUnchecked ifUnchecked(String text) throws AbortException {
        return switch (text) {
            case "check" -> IfUnchecked.CHECK;
            case "fail" -> IfUnchecked.FAIL;
            case "apply" -> IfUnchecked.APPLY;
            default -> throw unknown("ifUnchecked", text, "check, fail or apply");
        };
    }

    public static IfTakenOutOfQueue ifTakenOutOfQueue(String text) throws AbortException {
        return switch (text) {
            case "cancel" -> IfTakenOutOfQueue.CANCEL;
            case "checkAgain" -> IfTakenOutOfQueue.CHECK_AGAIN;
            default -> throw unknown("ifTakenOutOfQueue", text, "cancel or checkAgain");
        };
    }

    public static IfExists ifExists(String text) throws AbortException {
        return switch (text) {
            case "reuse" -> IfExists.REUSE;
            case "fail" -> IfExists.FAIL;
            case "recreate" -> IfExists.RECREATE;
            default -> throw unknown("ifExists", text, "reuse, fail or recreate");
        };
    }

    public static InstantDdl instant(String text) throws AbortException {
        return switch (text) {
            case "never" -> InstantDdl.NEVER;
            case "ifEligible" -> InstantDdl.IF_ELIGIBLE;
            case "require" -> InstantDdl.REQUIRE;
            default -> throw unknown("instant", text, "never, ifEligible or require");
        };
    }

    public static AbortDeployRequest.AbortPolicy onAbort(String text) throws AbortException {
        return switch (text) {
            case "leave" -> AbortDeployRequest.AbortPolicy.LEAVE;
            case "cancel" -> AbortDeployRequest.AbortPolicy.CANCEL;
            case "close" -> AbortDeployRequest.AbortPolicy.CLOSE;
            case "revert" -> AbortDeployRequest.AbortPolicy.REVERT;
            default -> throw unknown("onAbort", text, "leave, cancel, close or revert");
        };
    }

    /** Checks what {@code withPlanetscaleBranch} says about its branch after the block. */
    public static String keep(String text) throws AbortException {
        return oneOf("keep", text, "never", "onFailure", "always");
    }

    /** The word that a parameter is given, without the blanks around it; else what it means when it is left out. */
    public static String orElse(String text, String otherwise) {
        return text == null || text.isBlank() ? otherwise : text.trim();
    }

    public static String oneOf(String parameter, String text, String... known) throws AbortException {
        List<String> choices = List.of(known);
        if (!choices.contains(text)) {
            int last = choices.size() - 1;
            throw unknown(parameter, text, String.join(", ", choices.subList(0, last)) + " or " + choices.get(last));
        }
        return text;
    }

    /** Refuses a step that was not told which deploy request it is about. */
    public static void numbered(boolean given, String function) throws AbortException {
        if (!given) {
            throw new AbortException(function + " needs deployRequest: the number of the deploy request, or what"
                    + " planetscaleDeployRequest or planetscaleApply returned.");
        }
    }

    /** The insights to watch. */
    public static Set<WatchInsights.Signal> signals(List<String> watch) throws AbortException {
        Set<WatchInsights.Signal> signals = EnumSet.noneOf(WatchInsights.Signal.class);
        for (String signal : watch) {
            signals.add(WatchInsights.Signal.valueOf(
                    oneOf("watch", signal, "errors", "latency", "anomalies").toUpperCase(Locale.ROOT)));
        }
        return signals;
    }

    /** {@code 2 weeks} and the like. */
    public static TakeBackup retention(TakeBackup backup, String text) throws AbortException, InvalidInputException {
        Matcher matcher = RETENTION.matcher(text.trim());
        if (!matcher.matches()) {
            throw new AbortException("retention: \"" + Shown.name(text) + "\" is not a time; write it like 12 hours, 30"
                    + " days, 2 weeks, 6 months or 1 year.");
        }
        return backup.keepFor(Integer.parseInt(matcher.group(1)), matcher.group(2));
    }

    /** Refuses what {@link #retention} would refuse. */
    static void checkRetention(String text) throws AbortException, InvalidInputException {
        retention(new TakeBackup(new DatabaseRef("any", "any"), "any", "any", false), text);
    }

    private static AbortException unknown(String parameter, String text, String known) {
        return new AbortException(
                parameter + ": \"" + (text == null ? "" : Shown.name(text)) + "\" is not known; use " + known + ".");
    }
}
