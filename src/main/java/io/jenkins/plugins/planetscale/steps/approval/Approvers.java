package io.jenkins.plugins.planetscale.steps.approval;

import hudson.model.Cause;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.planetscale.steps.PlanetScalePermissions;
import io.jenkins.plugins.planetscale.steps.record.DeployRequestRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jenkins.model.IdStrategy;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** Checks who may decide about a change at its gate. */
@Restricted(NoExternalUse.class)
public final class Approvers {
    static final String UNKNOWN_STARTER =
            "It is not known who started the build: a timer, a webhook, a token or another"
                    + " program did, and approval: requireStarter demands that a person is known, so that the approval is"
                    + " somebody else's. Start the build as a user, or leave requireStarter out.";

    private Approvers() {}

    /** Why this user may not decide about what this build asks; null for a user who may. */
    public static String refusal(ApprovalRequest asked, Run<?, ?> run, Authentication user) {
        return refusal(asked.policy(), asked.deployRequest(), "this build", run, user);
    }

    /** Why this user may not decide about what some build asked; null for a user who may. */
    public static String refusal(ApprovalRequirement asked, Run<?, ?> run, Authentication user) {
        return refusal(asked.policy(), asked.deployRequest(), "the build that asked for the approval", run, user);
    }

    private static String refusal(
            ApprovalPolicy policy, DeployRequestRef what, String asker, Run<?, ?> run, Authentication user) {
        if (ACL.SYSTEM2.equals(user) || ACL.isAnonymous2(user) || !user.isAuthenticated()) {
            return "Nobody is logged in, and " + what + " needs a person. Log in as " + policy.describeApprovers()
                    + ".";
        }
        if (!run.hasPermission2(user, PlanetScalePermissions.APPROVE)) {
            return user.getName() + " lacks the permission PlanetScale/Approve for " + what + ".";
        }
        SecurityRealm realm = Jenkins.get().getSecurityRealm();
        if (!policy.submitters().isEmpty() && !isOneOf(policy.submitters(), user, realm)) {
            return user.getName() + " is not one of those who may decide about " + what + ": "
                    + policy.describeApprovers() + "."
                    + (Jenkins.get().hasPermission2(user, Jenkins.ADMINISTER)
                            ? " Administrators have to be listed too."
                            : "");
        }
        if (policy.isStarterRequired() && policy.starters().isEmpty()) {
            return UNKNOWN_STARTER + " Nobody can approve " + what + " for " + asker + ".";
        }
        if (policy.isNotStarter() && contains(policy.starters(), user.getName(), realm.getUserIdStrategy())) {
            return user.getName() + " started " + asker + ", and " + what + " needs somebody else's approval.";
        }
        return null;
    }

    private static boolean isOneOf(List<String> submitters, Authentication user, SecurityRealm realm) {
        return contains(submitters, user.getName(), realm.getUserIdStrategy())
                || user.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .anyMatch(group -> contains(submitters, group, realm.getGroupIdStrategy()));
    }

    private static boolean contains(List<String> ids, String id, IdStrategy strategy) {
        return id != null && ids.stream().anyMatch(other -> strategy.equals(other, id));
    }

    /**
     * Who started the build: its own user, who is the one who replayed it where somebody did, and whoever started the
     * builds that started it. Reads builds from disk; not for the CPS thread.
     */
    static List<String> starters(Run<?, ?> run) {
        Set<String> users = new LinkedHashSet<>();
        collect(run.getCauses(), users, new HashSet<>());
        return new ArrayList<>(users);
    }

    private static void collect(List<Cause> causes, Set<String> users, Set<String> loaded) {
        for (Cause cause : causes) {
            if (cause instanceof Cause.UserIdCause user && user.getUserId() != null) {
                users.add(user.getUserId());
            } else if (cause instanceof Cause.UpstreamCause upstream) {
                collect(upstream.getUpstreamCauses(), users, loaded);
                // a build keeps only so many of the causes of the builds before it; those builds know theirs
                Run<?, ?> before = isCut(upstream) ? upstream.getUpstreamRun() : null;
                if (before != null && loaded.add(before.getExternalizableId())) {
                    collect(before.getCauses(), users, loaded);
                }
            }
        }
    }

    private static boolean isCut(Cause.UpstreamCause upstream) {
        return upstream.getUpstreamCauses().stream()
                .anyMatch(Cause.UpstreamCause.DeeplyNestedUpstreamCause.class::isInstance);
    }
}
