package io.jenkins.plugins.planetscale.client.model;

/**
 * Whether the target branch has room for the shadow tables; sizes in bytes.
 */
public record StorageCheck(boolean enoughStorage, boolean upgradeable, Long storageBytesNeeded) {}
