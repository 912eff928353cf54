package io.jenkins.plugins.planetscale.host.steps;

import hudson.model.Descriptor;
import java.util.List;

/** All that the host brings along. */
public final class Builtins {
    private Builtins() {}

    public static List<Descriptor<?>> all() {
        return List.of(
                new CatchErrorStep.DescriptorImpl(),
                new DeleteDirStep.DescriptorImpl(),
                new DirStep.DescriptorImpl(),
                new EchoStep.DescriptorImpl(),
                new ErrorStep.DescriptorImpl(),
                new FileExistsStep.DescriptorImpl(),
                new InputStep.DescriptorImpl(),
                new IsUnixStep.DescriptorImpl(),
                new NodeStep.DescriptorImpl(),
                new ParallelStep.DescriptorImpl(),
                new PwdStep.DescriptorImpl(),
                new ReadFileStep.DescriptorImpl(),
                new RetryStep.DescriptorImpl(),
                new ScriptStep.DescriptorImpl(),
                new ShStep.DescriptorImpl(),
                new SleepStep.DescriptorImpl(),
                new StageStep.DescriptorImpl(),
                new TimeoutStep.DescriptorImpl(),
                new TimestampsStep.DescriptorImpl(),
                new UnstableStep.DescriptorImpl(),
                new WaitUntilStep.DescriptorImpl(),
                new WarnErrorStep.DescriptorImpl(),
                new WithCredentialsStep.DescriptorImpl(),
                new WithEnvStep.DescriptorImpl(),
                new WriteFileStep.DescriptorImpl(),
                new BuildParameter.Text.DescriptorImpl(),
                new BuildParameter.Flag.DescriptorImpl(),
                new BuildParameter.Choice.DescriptorImpl(),
                new Login.DescriptorImpl(),
                new TextBinding.DescriptorImpl(),
                new LoginBinding.DescriptorImpl(),
                new EnvironmentBinding.DescriptorImpl());
    }
}
