package hudson.model;

import hudson.ExtensionPoint;
import hudson.tasks.BuildStep;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public abstract class JobProperty<J extends Job<?, ?>>
        implements ReconfigurableDescribable<JobProperty<?>>, BuildStep, ExtensionPoint {}
