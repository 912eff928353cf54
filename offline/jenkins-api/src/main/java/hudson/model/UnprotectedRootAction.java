package hudson.model;

import hudson.ExtensionPoint;

public interface UnprotectedRootAction extends Action, ExtensionPoint {}
