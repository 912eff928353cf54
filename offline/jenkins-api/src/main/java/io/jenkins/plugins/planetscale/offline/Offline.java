package io.jenkins.plugins.planetscale.offline;

/** What the declarations of the Jenkins API share. */
public final class Offline {
    private Offline() {}

    /** What a declaration without behaviour throws; {@code member} is "Class.method". */
    public static UnsupportedOperationException missing(String member) {
        return new UnsupportedOperationException("not available offline: " + member);
    }
}
