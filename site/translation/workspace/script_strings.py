"""Interface strings of the workspace's script."""

from django.utils.translation import gettext, pgettext


def texts() -> dict[str, str]:
    """Returns the translated strings by key; the script fills in the placeholders."""
    return _of_saving() | _of_segments() | _of_the_side() | _of_pages()


def _of_saving() -> dict[str, str]:
    return {
        "saved": gettext("All texts are saved."),
        "saving": gettext("Saving; texts on their way: %(count)s."),
        "offline": gettext(
            "No connection. Texts kept in this browser until it is back: %(count)s."
        ),
        "signedOut": gettext(
            "You are signed out. Texts kept in this browser: %(count)s. "
            "Sign in again in another tab; they are saved then."
        ),
        "signIn": gettext("Sign in"),
        "otherUser": gettext(
            "Somebody else is signed in in this browser now. The texts that are kept here are "
            "saved when you sign in again."
        ),
        "refused": gettext("A text could not be saved; it is kept in this browser."),
        "conflicts": gettext(
            "Somebody else has saved other texts meanwhile. To compare: %(count)s."
        ),
        "compare": pgettext("button", "Compare"),
        "retry": gettext("Try again"),
        "keptDraft": gettext("Your text that was not saved yet has been kept in this browser."),
        "discard": gettext("Discard it"),
    }


def _of_segments() -> dict[str, str]:
    return {
        "place": gettext("Segment %(number)s of %(total)s"),
        "loading": pgettext("while somebody waits", "Loading…"),
        "failed": gettext("The texts could not be loaded. Check the connection and try again."),
        "empty": gettext("Nothing is pending here."),
        "emptyHint": gettext("Choose another filter above to see other texts."),
        "finished": gettext("You have reached the end of the list."),
        "brokenCode": gettext(
            "Placeholder %(number)s is not complete: insert it anew, or delete it."
        ),
        "missingCode": gettext("Insert placeholder %(number)s"),
        "noProblems": gettext("The checks found no problems."),
        "error": pgettext("of a check", "Error"),
        "warning": pgettext("of a check", "Warning"),
        "setAside": gettext("This is not an error…"),
        "setAsideNow": gettext("Set the error aside"),
        "why": gettext("Why is it not an error?"),
        "setAsideDone": gettext("The error is set aside; the reason stands in the report."),
        "length": gettext("%(length)s of %(limit)s characters"),
        "by": gettext("Saved by %(person)s, %(day)s"),
        # Translators: what was done, for example "returned the translation", and the comment on it.
        "said": gettext("%(label)s: “%(comment)s”"),
        "hasErrors": gettext("with errors"),
        "carried": gettext("The earlier translation: revise it, or say that it is still valid."),
        "emptyText": gettext("Write a translation first."),
        "notCarried": gettext("There is no earlier translation to confirm here."),
        "isChanged": gettext("You have changed the earlier translation: save it instead."),
        "isSaved": pgettext("a segment", "Saved: %(text)s"),
        "repeated": gettext("Filled in on other pages: %(count)s."),
        "notAllowed": gettext("You cannot change this text now: its page is locked or in review."),
    }


def _of_the_side() -> dict[str, str]:
    return {
        "noMatches": gettext("The memory has nothing like this."),
        "context": gettext("same place"),
        "use": gettext("Use this translation"),
        "noTerms": gettext("No official terms in this text."),
        "noTerm": gettext("no term yet"),
        "unconfirmed": pgettext("status of a term", "unconfirmed"),
        "avoid": pgettext("terms to avoid", "Not: %(terms)s"),
        "insertTerm": gettext("Insert “%(term)s”"),
        "noHits": gettext("Nothing found."),
        "noEvents": gettext("Nothing yet."),
        "approved": gettext("approved the translation"),
        "restore": gettext("Put this text back"),
        "repeat": gettext("Fill in the other segments with the same original: %(count)s"),
        "asked": gettext("The editors of the original have been written to."),
        "notAsked": gettext(
            "The question is kept here, but no editor of the original can be written to."
        ),
        "commented": gettext("The comment is kept."),
        "match": gettext("%(percentage)s per cent"),
        "machineLabel": gettext("machine suggestion, not checked"),
        "machineAsk": gettext("Ask for a machine suggestion"),
        "machineAgain": gettext("Ask again"),
        "machineTaken": gettext(
            "This is a machine suggestion that nobody has checked: read it against the original."
        ),
    }


def _of_pages() -> dict[str, str]:
    return {
        "left": gettext("This page: %(left)s of %(total)s segments left"),
        "done": gettext("This page is translated."),
        "sendPage": gettext("Send this page to review"),
        "sendAll": gettext("Send all finished pages to review: %(count)s"),
        "noneFinished": gettext("No page is finished yet."),
        "sent": gettext("Sent to review: %(count)s."),
        "notSent": gettext("Not sent: “%(title)s”. %(reason)s"),
        "published": gettext("The last segment is accepted: the page is published."),
        "returned": gettext("The page is returned to its translator."),
        "held": gettext(
            "All segments are accepted, but the page cannot be published: %(problems)s."
        ),
        "accepted": gettext("Accepted; segments of this page still to be read: %(count)s."),
        "sayWhy": gettext("Say in a comment what should be changed."),
        "mine": gettext("Keep my text"),
        "theirs": gettext("Use the other text"),
    }
