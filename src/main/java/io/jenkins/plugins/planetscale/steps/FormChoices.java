package io.jenkins.plugins.planetscale.steps;

import hudson.util.ListBoxModel;
import io.jenkins.plugins.planetscale.release.password.DatabaseUrlFormat;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The choices that several forms offer. */
@Restricted(NoExternalUse.class)
public final class FormChoices {
    private FormChoices() {}

    public static ListBoxModel instant() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.Offers_instantNever(), "never");
        items.add(Messages.Offers_instantIfEligible(), "ifEligible");
        items.add(Messages.Offers_instantRequire(), "require");
        return items;
    }

    public static ListBoxModel onAbort() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.Offers_onAbortLeave(), "leave");
        items.add(Messages.Offers_onAbortCancel(), "cancel");
        items.add(Messages.Offers_onAbortClose(), "close");
        items.add(Messages.Offers_onAbortRevert(), "revert");
        return items;
    }

    public static ListBoxModel ifUnchecked() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.Offers_ifUncheckedCheck(), "check");
        items.add(Messages.Offers_ifUncheckedFail(), "fail");
        items.add(Messages.Offers_ifUncheckedApply(), "apply");
        return items;
    }

    public static ListBoxModel ifExists() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.Offers_ifExistsReuse(), "reuse");
        items.add(Messages.Offers_ifExistsFail(), "fail");
        items.add(Messages.Offers_ifExistsRecreate(), "recreate");
        return items;
    }

    public static ListBoxModel ifNoChanges() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.Offers_ifNoChangesPass(), "pass");
        items.add(Messages.Offers_ifNoChangesFail(), "fail");
        return items;
    }

    public static ListBoxModel ifQueueBlocked() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.Offers_ifQueueBlockedWait(), "wait");
        items.add(Messages.Offers_ifQueueBlockedFail(), "fail");
        return items;
    }

    public static ListBoxModel ifTakenOutOfQueue() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.Offers_ifTakenOutOfQueueCancel(), "cancel");
        items.add(Messages.Offers_ifTakenOutOfQueueCheckAgain(), "checkAgain");
        return items;
    }

    public static ListBoxModel ifNoneOpen() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.Offers_ifNoneOpenFail(), "fail");
        items.add(Messages.Offers_ifNoneOpenPass(), "pass");
        return items;
    }

    public static ListBoxModel roles() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.Offers_roleReader(), "reader");
        items.add(Messages.Offers_roleWriter(), "writer");
        items.add(Messages.Offers_roleReadWriter(), "readwriter");
        items.add(Messages.Offers_roleAdmin(), "admin");
        return items;
    }

    public static ListBoxModel formats() {
        ListBoxModel items = new ListBoxModel();
        for (DatabaseUrlFormat format : DatabaseUrlFormat.values()) {
            items.add(format.tools(), format.key());
        }
        return items;
    }

    public static ListBoxModel keep() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.Offers_keepNever(), "never");
        items.add(Messages.Offers_keepOnFailure(), "onFailure");
        items.add(Messages.Offers_keepAlways(), "always");
        return items;
    }

    public static ListBoxModel onSuccess() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.Offers_onSuccessKeep(), "keep");
        items.add(Messages.Offers_onSuccessExpire(), "expire");
        return items;
    }

    public static ListBoxModel onFailure() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.Offers_onFailureRevert(), "revert");
        items.add(Messages.Offers_onFailureLeave(), "leave");
        return items;
    }

    public static ListBoxModel onWindowAbort() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.Offers_onWindowAbortLeave(), "leave");
        items.add(Messages.Offers_onWindowAbortRevert(), "revert");
        return items;
    }
}
