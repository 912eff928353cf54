package io.jenkins.plugins.planetscale.service;

/**
 * How much of a token's budget is used.
 *
 * @param perMinute requests that may be made in any 60 seconds
 * @param used requests made in the last 60 seconds
 * @param left requests left, the last tenth of them for cutovers and reverts only
 * @param waiting requests that wait for their turn
 */
public record TokenStatus(String baseUrl, String tokenId, int perMinute, int used, int left, int waiting) {}
