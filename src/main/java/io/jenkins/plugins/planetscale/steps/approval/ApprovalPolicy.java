package io.jenkins.plugins.planetscale.steps.approval;

import java.util.List;

/** What a build that asked for an approval of a deploy request demands of those who decide about it. */
interface ApprovalPolicy {
    /** The number of the deploy request. */
    int getNumber();

    /** {@code organization/database}. */
    String getDatabase();

    /** Users and groups; empty for everybody with the permission. */
    List<String> getSubmitters();

    boolean isNotStarter();

    /** Whether nobody may decide while it is not known who started the build. */
    default boolean isStarterRequired() {
        return false;
    }

    /** The ids of those who started the build, as far as known. */
    List<String> getStarters();

    /** The build that asked, for one who looks at a page: {@code this build}. */
    String asker();

    /** Who may decide, in words. */
    default String describeApprovers() {
        String who = getSubmitters().isEmpty()
                ? "anybody with the permission PlanetScale/Approve"
                : String.join(", ", getSubmitters());
        return isNotStarter() && !getStarters().isEmpty()
                ? who + ", but not " + String.join(", ", getStarters()) + " who started the build"
                : who;
    }
}
