package io.jenkins.plugins.planetscale.client;

/** A service token: its id, which may be shown, and its secret, which may not; {@link #toString} leaves that out. */
public record ServiceToken(String id, String secret) {
    @Override
    public String toString() {
        return "ServiceToken[" + id + "]";
    }
}
