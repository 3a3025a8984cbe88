"""The pages about the demo site itself: accessibility, privacy, terms of use."""

from typing import Any

from core.seeding import PageSeed


def _page(path: str, title: str, summary: str, body: list[tuple[str, Any]]) -> PageSeed:
    return PageSeed(
        model="home.InformationPage",
        path=path,
        fields={
            "title": title,
            "summary": summary,
            "search_description": summary,
            "show_in_menus": False,
            "body": body,
        },
    )


def _heading(text: str) -> tuple[str, Any]:
    return "heading", {"text": text, "level": "2"}


def _text(html: str) -> tuple[str, Any]:
    return "paragraph", html


ACCESSIBILITY = _page(
    "accessibility",
    "Accessibility statement",
    "How this site can be read, on a screen, by ear and on paper, and what does not work yet.",
    [
        _heading("What this site does"),
        _text(
            "<p>Every page can be read and used with a keyboard, with a screen reader, enlarged, "
            "on a small screen and without JavaScript. Each page has one main heading, a link that "
            "skips to the text, and names its language and the language of every passage in "
            "another one.</p>"
        ),
        _text(
            "<p>Colours follow the light or dark setting of your device. Every page has a "
            "printer-friendly version, also in large type.</p>"
        ),
        _heading("How it is checked"),
        _text(
            "<p>The pages are tested automatically against the success criteria A and AA of the "
            "Web Content Accessibility Guidelines (WCAG). Automatic tests find only a part of "
            "what can be wrong.</p>"
        ),
        _heading("What may not work"),
        _text(
            "<p>Documents that are offered as files, and pages that were taken over from a former "
            "site, are kept as they were made and may lack headings, descriptions of images or "
            "marked languages.</p>"
        ),
        _text(
            "<p>If you cannot read something, write to the address at the foot of this page and "
            "say which page or file you need.</p>"
        ),
    ],
)

PRIVACY = _page(
    "privacy",
    "Privacy",
    "What this site records of the people who read it, and of those who work on it.",
    [
        _heading("Readers"),
        _text(
            "<p>You can read the whole public site without an account. Reading sets no cookie. "
            "Nothing is loaded from other sites, and no one counts or follows visitors.</p>"
        ),
        _text(
            "<p>The site’s own log records the address of the page, the time, the result and how "
            "long the answer took. It records no network address, no search words and nothing that "
            "is written in a form. A web server or network in front of the site may keep a log of "
            "its own.</p>"
        ),
        _text(
            "<p>If you ask for the translation of a page, only the number of such requests is "
            "kept. The form sets one cookie, named csrftoken, that protects it against misuse.</p>"
        ),
        _text(
            "<p>If you close an announcement, your browser remembers that on your own device. The "
            "site is not told.</p>"
        ),
        _heading("People who sign in"),
        _text(
            "<p>Editors, translators and readers of protected pages sign in with a name and a "
            "password. A cookie then keeps the session, and another protects the forms. After "
            "failed attempts the name and the network address are kept for a short time, to stop "
            "the guessing of passwords.</p>"
        ),
        _text(
            "<p>Whoever works on the site may have to give a second factor: a code from an app, or "
            "a recovery code. The key for it is stored encrypted. The history of a page records "
            "who changed it and when.</p>"
        ),
        _heading("People who take part in conferences"),
        _text(
            "<p>Participants sign in with a code that is sent to their e-mail address. The site "
            "keeps the address, name, affiliation, organization, country and language, the "
            "registrations, the contributions and drafts, and the choices of mail. Name, "
            "affiliation, organization and country are published beside each contribution and "
            "stay on record.</p>"
        ),
        _text(
            "<p>The network address from which a code was asked for, the time of the last sign-in "
            "and the log of mails sent are kept for a limited time: one day, 90 days and 90 days, "
            "unless the operator of the site has set other times. Then they are deleted.</p>"
        ),
        _text(
            "<p>Each mail to participants has a link that ends it, without signing in. Mails load "
            "nothing from this or any other site, and nobody is told whether they are read.</p>"
        ),
        _text(
            "<p>On the page “What is kept about you”, participants see what is kept about them, "
            "save it as a file and erase it. Their published contributions then stay on record "
            "under their affiliation alone, without name and organization; a government keeps its "
            "country. Whatever is not published is deleted. Copies in backups are deleted with "
            "the backups.</p>"
        ),
        _text(
            "<p>Contributions may be translated. A translation is labelled, stands beside the "
            "original, is withdrawn with it and deleted with it. Where the operator of the site "
            "uses machine translation, it runs on a server of the operator, and no text is sent "
            "to anybody else.</p>"
        ),
        _heading("Questions"),
        _text("<p>Write to the address at the foot of this page.</p>"),
    ],
)

TERMS_OF_USE = _page(
    "terms-of-use",
    "Terms of use",
    "What you may expect of the texts on this site, and how to cite them.",
    [
        _heading("Texts and translations"),
        _text(
            "<p>The texts are published for information. Where a translation differs from the "
            "original, the original prevails; a page whose translation is not up to date says "
            "so.</p>"
        ),
        _text(
            "<p>Views expressed in an online conference are those of the people or bodies that "
            "contributed them.</p>"
        ),
        _heading("Citing and linking"),
        _text(
            "<p>Every page has a permanent address and may be linked to, cited and printed. The "
            "printed version ends with a citation. When a page moves, its former address leads to "
            "the new one.</p>"
        ),
        _heading("Other sites"),
        _text(
            "<p>Links to other sites are given as a service to readers. This site does not answer "
            "for their content.</p>"
        ),
    ],
)

INFORMATION_PAGES = [ACCESSIBILITY, PRIVACY, TERMS_OF_USE]
