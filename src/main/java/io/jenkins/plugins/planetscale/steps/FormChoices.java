package io.jenkins.plugins.planetscale.steps;

import hudson.util.ListBoxModel;
import io.jenkins.plugins.planetscale.release.password.DatabaseUrlFormat;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The drop-down lists that several forms share. */
@Restricted(NoExternalUse.class)
public final class FormChoices {
    private FormChoices() {}

    public static ListBoxModel instant() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.FormChoices_instantNever(), "never");
        items.add(Messages.FormChoices_instantIfEligible(), "ifEligible");
        items.add(Messages.FormChoices_instantRequire(), "require");
        return items;
    }

    public static ListBoxModel onAbort() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.FormChoices_onAbortLeave(), "leave");
        items.add(Messages.FormChoices_onAbortCancel(), "cancel");
        items.add(Messages.FormChoices_onAbortClose(), "close");
        items.add(Messages.FormChoices_onAbortRevert(), "revert");
        return items;
    }

    public static ListBoxModel ifUnchecked() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.FormChoices_ifUncheckedCheck(), "check");
        items.add(Messages.FormChoices_ifUncheckedFail(), "fail");
        items.add(Messages.FormChoices_ifUncheckedApply(), "apply");
        return items;
    }

    public static ListBoxModel ifExists() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.FormChoices_ifExistsReuse(), "reuse");
        items.add(Messages.FormChoices_ifExistsFail(), "fail");
        items.add(Messages.FormChoices_ifExistsRecreate(), "recreate");
        return items;
    }

    public static ListBoxModel ifNoChanges() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.FormChoices_ifNoChangesPass(), "pass");
        items.add(Messages.FormChoices_ifNoChangesFail(), "fail");
        return items;
    }

    public static ListBoxModel ifQueueBlocked() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.FormChoices_ifQueueBlockedWait(), "wait");
        items.add(Messages.FormChoices_ifQueueBlockedFail(), "fail");
        return items;
    }

    public static ListBoxModel ifTakenOutOfQueue() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.FormChoices_ifTakenOutOfQueueCancel(), "cancel");
        items.add(Messages.FormChoices_ifTakenOutOfQueueCheckAgain(), "checkAgain");
        return items;
    }

    public static ListBoxModel ifNoneOpen() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.FormChoices_ifNoneOpenFail(), "fail");
        items.add(Messages.FormChoices_ifNoneOpenPass(), "pass");
        return items;
    }

    public static ListBoxModel roles() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.FormChoices_roleReader(), "reader");
        items.add(Messages.FormChoices_roleWriter(), "writer");
        items.add(Messages.FormChoices_roleReadWriter(), "readwriter");
        items.add(Messages.FormChoices_roleAdmin(), "admin");
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
        items.add(Messages.FormChoices_keepNever(), "never");
        items.add(Messages.FormChoices_keepOnFailure(), "onFailure");
        items.add(Messages.FormChoices_keepAlways(), "always");
        return items;
    }

    public static ListBoxModel onSuccess() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.FormChoices_onSuccessKeep(), "keep");
        items.add(Messages.FormChoices_onSuccessExpire(), "expire");
        return items;
    }

    public static ListBoxModel onFailure() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.FormChoices_onFailureRevert(), "revert");
        items.add(Messages.FormChoices_onFailureLeave(), "leave");
        return items;
    }

    public static ListBoxModel onWindowAbort() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.FormChoices_onWindowAbortLeave(), "leave");
        items.add(Messages.FormChoices_onWindowAbortRevert(), "revert");
        return items;
    }
}
