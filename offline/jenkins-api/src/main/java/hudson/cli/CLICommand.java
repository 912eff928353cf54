package hudson.cli;

import hudson.ExtensionPoint;
import io.jenkins.plugins.planetscale.offline.Offline;
import java.io.PrintStream;

public abstract class CLICommand implements ExtensionPoint, Cloneable {
    public transient PrintStream stdout;

    public String getName() {
        throw Offline.missing("CLICommand.getName");
    }

    public abstract String getShortDescription();

    protected abstract int run() throws Exception;
}
