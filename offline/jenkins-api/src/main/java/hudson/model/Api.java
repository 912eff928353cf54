package hudson.model;

import io.jenkins.plugins.planetscale.offline.Offline;

public class Api extends AbstractModelObject {
    public Api(Object bean) {}

    public String getDisplayName() {
        throw Offline.missing("Api.getDisplayName");
    }
}
