package io.jenkins.plugins.planetscale.client.model;

/** An object of which only id and name are used. */
public record Named(String id, String name) {}
