"""Makes pages of the former site, in many shapes, together with the words they must arrive with."""

from dataclasses import dataclass, field
from html import escape

from hypothesis import strategies as st

LANGUAGES = ("en", "es", "fr")
TRAILS = {
    "en": ["Home", "The Cartagena Protocol", "Capacity Building", "Portal", "Archive"],
    "es": ["Inicio", "El Protocolo de Cartagena", "Creación de capacidad", "Portal", "Archivo"],
    "fr": [
        "Accueil",
        "Le Protocole de Cartagena",
        "Renforcement des capacités",
        "Portail",
        "Archives",
    ],
}
LABELS = {
    "introduction": {"en": "Introduction", "es": "Introducción", "fr": "Introduction"},
    "objectives": {"en": "Objectives", "es": "Objetivos", "fr": "Objectifs"},
    "agenda": {"en": "Agenda", "es": "Orden del día", "fr": "Ordre du jour"},
    "session": {"en": "Session 2", "es": "Sesión 2", "fr": "Séance 2"},
    "plain": {"en": "Practical notes", "es": "Notas prácticas", "fr": "Notes pratiques"},
}
DATES = {
    "en": ["19 January - 6 February 2009", "Online conference: 19 January to 6 February 2009"],
    "es": ["del 19 de enero al 6 de febrero de 2009", "19 de enero – 6 de febrero de 2009"],
    "fr": ["19 janvier – 6 février 2009", "Conférence en ligne : du 19 janvier au 6 février 2009"],
}
SEE_ALSO = {"en": "See also", "es": "Véase también", "fr": "Voir aussi"}
TOP = {
    "en": "Go to the top of the page",
    "es": "Ir al principio de la página",
    "fr": "Haut de la page",
}
PRINTER = {
    "en": "Printer-friendly version",
    "es": "Versión para imprimir",
    "fr": "Version imprimable",
}
CONFERENCE_TITLE = "Zzyzx considerations for quux decisions"
BULLETS = ["• ", "- ", "* ", "· ", "•\t"]
NUMBERS = ["{}. ", "{}) ", "({}) ", "{}.\t"]
BARS = ["english | español | français", "English | Español | Français", "ENGLISH|ESPAÑOL|FRANÇAIS"]
SEPARATORS = ["|", " | ", " > ", "\u00a0|\u00a0"]
NEWLINES = ["\n", "\r\n", "\r"]

_WORDS = [
    "biosafety", "países", "biodiversité", "MDGs", "PRSPs", "“plans”", "donors’", "BS-III/3",
    "l’intégration", "(COP-MOP)", "co-operation", "2009", "«\u00a0risques\u00a0»", "R&D", "x<y",
    "strategy,", "Lusaka", "needs;", "UNEP/CBD/BS/CM-CB/5/2", "and", "¿cómo?", "100\u00a0%",
]  # fmt: skip
sentence = st.lists(st.sampled_from(_WORDS), min_size=2, max_size=30).map(
    lambda parts: f"Zeta {' '.join(parts)} omega."
)


@dataclass
class Made:
    text: str = ""
    html: str = ""
    words: list[str] = field(default_factory=list)
    """Pieces of text that must be found, in this order."""
    language: str = "en"
    kind: str = "introduction"


@dataclass(frozen=True)
class Piece:
    kind: str
    texts: tuple[str, ...]


piece = st.one_of(
    st.builds(Piece, st.just("paragraph"), st.tuples(sentence)),
    st.builds(Piece, st.just("paragraph"), st.tuples(sentence)),
    st.builds(Piece, st.just("bullets"), st.lists(sentence, min_size=1, max_size=4).map(tuple)),
    st.builds(Piece, st.just("numbers"), st.lists(sentence, min_size=2, max_size=4).map(tuple)),
    st.builds(Piece, st.just("letters"), st.lists(sentence, min_size=2, max_size=3).map(tuple)),
    st.builds(Piece, st.just("top"), st.just(())),
)


def wrapped(text: str, width: int, indent: str) -> list[str]:
    """As `textwrap` does it, but only ordinary spaces are places to break."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + len(word) < width:
            lines[-1] += f" {word}"
        else:
            lines.append((indent if lines else "") + word)
    return lines


@st.composite
def legacy_pages(draw: st.DrawFn) -> Made:
    language = draw(st.sampled_from(LANGUAGES))
    kind = draw(st.sampled_from(sorted(LABELS)))
    pieces = draw(st.lists(piece, min_size=1, max_size=8))
    made = Made(language=language, kind=kind)
    head = _head(draw, language, kind)
    made.text = _as_text(draw, head, pieces, language, made)
    made.html = _as_html(head, pieces, language)
    return made


def _head(draw: st.DrawFn, language: str, kind: str) -> dict[str, str]:
    labels = [*TRAILS[language], "Zzyzx", LABELS[kind][language]]
    end = draw(st.sampled_from(["", "   ", "\t"]))
    see_also = [LABELS[name][language] for name in ("introduction", "objectives", "agenda")]
    return {
        "bar": draw(st.sampled_from(BARS)),
        "trail": draw(st.sampled_from(SEPARATORS)).join(labels)
        + (f"{end}{PRINTER[language]}" if end else ""),
        "title": CONFERENCE_TITLE,
        "dates": draw(st.sampled_from(DATES[language])),
        "see_also": f"{SEE_ALSO[language]} {draw(st.sampled_from([' | ', ', '])).join(see_also)}",
    }


def _as_text(
    draw: st.DrawFn, head: dict[str, str], pieces: list[Piece], language: str, made: Made
) -> str:
    width = draw(st.sampled_from([0, 0, 60, 78, 100]))
    blank = draw(st.booleans()) or bool(width)
    bullet, number = draw(st.sampled_from(BULLETS)), draw(st.sampled_from(NUMBERS))
    lines = [head["bar"], head["trail"], ""]
    order = draw(st.sampled_from([("title", "dates", "see_also"), ("title", "see_also", "dates")]))
    for name in order:
        lines += [head[name], ""] if blank else [head[name]]
    for each in pieces:
        for marker, text in _marked(each, bullet, number, language):
            if each.kind != "top":
                made.words.append(f"{marker if each.kind == 'letters' else ''}{text}")
            lines += wrapped(marker + text, width, " " * len(marker)) if width else [marker + text]
        lines += [""] if blank else []
    newline = draw(st.sampled_from(NEWLINES))
    return newline.join(lines) + draw(st.sampled_from(["", newline]))


def _marked(each: Piece, bullet: str, number: str, language: str) -> list[tuple[str, str]]:
    if each.kind == "top":
        return [("", TOP[language])]
    signs = {
        "paragraph": [""] * len(each.texts),
        "bullets": [bullet] * len(each.texts),
        "numbers": [number.format(i) for i in range(1, len(each.texts) + 1)],
        "letters": [f"{letter}) " for letter in "abcd"[: len(each.texts)]],
    }
    return list(zip(signs[each.kind], each.texts, strict=True))


def _as_html(head: dict[str, str], pieces: list[Piece], language: str) -> str:
    body = [f"<p>{escape(head[name])}</p>" for name in ("bar", "trail")]
    body.append(f"<h1>{escape(head['title'])}</h1>")
    body += [f"<p>{escape(head[name])}" for name in ("dates", "see_also")]
    for each in pieces:
        texts = [escape(text) for text in each.texts]
        items = "".join(f"<li>{text}" for text in texts)
        body.append(
            {
                "paragraph": "".join(f"<p>{text}" for text in texts),
                "bullets": f"<ul>{items}</ul>",
                "numbers": f"<ol>{items}</ol>",
                "letters": "<p>"
                + "<br>".join(f"{c}) {t}" for c, t in zip("abcd", texts, strict=False)),
                "top": f'<p><a href="#top">{TOP[language]}</a></p>',
            }[each.kind]
        )
    return f'<html lang="{language}"><body><div><table><tr><td>{"".join(body)}</table></div></html>'
