"""Words that identify parts of the former site's pages, in three languages.

All are compared after `fold`: without case, accents and punctuation.
"""

import re

from legacy_import.parsing.text_comparison import fold, plain

LANGUAGE_NAMES = {
    "english": "en", "anglais": "en", "ingles": "en", "en": "en",
    "espanol": "es", "spanish": "es", "espagnol": "es", "castellano": "es", "es": "es",
    "francais": "fr", "french": "fr", "frances": "fr", "fr": "fr",
    "العربية": "ar", "arabic": "ar", "русскии": "ru", "русский": "ru", "russian": "ru",
    "中文": "zh-hans", "chinese": "zh-hans",
}  # fmt: skip

HOME = {
    "home": "en", "home page": "en", "homepage": "en",
    "inicio": "es", "pagina principal": "es", "portada": "es", "pagina de inicio": "es",
    "accueil": "fr", "page d accueil": "fr",
}  # fmt: skip

YOU_ARE_HERE = ("you are here", "usted esta aqui", "usted se encuentra en", "vous etes ici")

# Labels of the section's levels, from the top down.
SECTIONS: list[tuple[str, set[str]]] = [
    ("capacity.ProtocolPage", {
        "the cartagena protocol", "cartagena protocol", "the cartagena protocol on biosafety",
        "cartagena protocol on biosafety", "the protocol", "el protocolo de cartagena",
        "protocolo de cartagena", "protocolo de cartagena sobre seguridad de la biotecnologia",
        "el protocolo", "le protocole de cartagena", "protocole de cartagena",
        "protocole de cartagena sur la prevention des risques biotechnologiques", "le protocole",
    }),
    ("capacity.CapacityBuildingPage", {
        "capacity building", "creacion de capacidad", "creacion de capacidades",
        "fortalecimiento de capacidades", "renforcement des capacites",
        "creation de capacites", "developpement des capacites",
    }),
    ("capacity.PortalPage", {
        "portal", "portail", "online conferences", "online forums", "conferencias en linea",
        "conferences en ligne", "online forums and conferences",
    }),
    ("capacity.ArchivePage", {
        "archive", "archives", "archivo", "archivos", "archived conferences",
    }),
]  # fmt: skip

# Sections of other articles, which had conferences of their own.
ARTICLE_SECTIONS = {
    "awareness", "public awareness", "public awareness and participation", "risk assessment",
    "risk assessment and risk management", "identification", "handling transport packaging and "
    "identification", "liability and redress", "socio economic considerations", "compliance",
    "sensibilizacion", "sensibilizacion del publico", "sensibilizacion y participacion del publico",
    "evaluacion del riesgo", "evaluacion de riesgos", "identificacion",
    "responsabilidad y compensacion", "consideraciones socioeconomicas",
    "sensibilisation", "sensibilisation du public", "sensibilisation et participation du public",
    "evaluation des risques", "responsabilite et reparation", "considerations socio economiques",
}  # fmt: skip

KINDS: dict[str, set[str]] = {
    "introduction": {
        "introduction", "about", "about the conference", "introduction and background",
        "background", "introduccion", "presentacion", "acerca de", "antecedentes",
        "presentation", "a propos", "contexte",
    },
    "objectives": {
        "objectives", "objective", "aims and objectives", "objectives and outcomes",
        "goals and objectives", "objectives and expected outcomes", "objetivos", "objetivo",
        "objectifs", "objectif", "objectives of the conference",
    },
    "agenda": {
        "agenda", "programme", "program", "agenda and guiding questions", "orden del dia",
        "programa", "ordre du jour", "conference agenda",
    },
}  # fmt: skip

# Page labels that are also headings within texts.
TEXT_HEADINGS = {
    "background", "antecedentes", "contexte", "presentacion", "presentation", "objective",
    "objetivo", "objectif",
}  # fmt: skip

PRINTER = (
    "printer friendly version", "printer friendly", "print version", "printable version",
    "version para imprimir", "version imprimible", "version para impresora",
    "version imprimable", "version imprimante", "version pour impression",
    "version a imprimer", "print this page",
)  # fmt: skip

TOP = (
    "go to the top of the page", "go to the top of this page", "go to top of the page",
    "go to top of page", "go to top", "back to the top of the page", "back to the top",
    "back to top", "back to top of page", "return to the top of the page", "return to top",
    "top of the page", "top of page", "top",
    "ir al principio de la pagina", "ir al inicio de la pagina", "ir al comienzo de la pagina",
    "volver al principio de la pagina", "volver al inicio de la pagina", "volver arriba",
    "ir arriba", "arriba", "principio de la pagina", "inicio de la pagina",
    "aller en haut de la page", "aller au haut de la page", "retour en haut de la page",
    "retour en haut de page", "retour en haut", "retour au haut de la page", "haut de page",
    "haut de la page",
)  # fmt: skip

SEE_ALSO = re.compile(
    r"^\W*(see also|v[ée]ase tambi[ée]n|v[ée]anse tambi[ée]n|ver tambi[ée]n|"
    r"voir aussi|voir [ée]galement)\b\s*:?\s*",
    re.I,
)

QUESTIONS = {
    "guiding questions", "guiding question", "questions", "discussion questions",
    "guiding questions for discussion", "the guiding questions are", "key questions",
    "guiding questions for the session", "questions for discussion",
    "preguntas orientadoras", "preguntas orientativas",
    "preguntas guia", "preguntas de orientacion", "preguntas",
    "preguntas de orientacion para el debate", "preguntas para el debate",
    "questions directrices", "questions d orientation", "questions indicatives",
    "questions a examiner", "questions pour orienter le debat",
}  # fmt: skip

_NUMERALS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10,
}  # fmt: skip
_NUMBER = rf"(?:no\.?\s*)?(\d{{1,2}}|{'|'.join(sorted(_NUMERALS, key=len, reverse=True))})"
SESSION = re.compile(
    rf"^(?:(?:discussion|working|thematic)\s+)?"
    rf"(?:session|group|groupe|grupo|sesi[óo]n|s[ée]ance|forum|foro)\s+"
    rf"(?:group\s+)?{_NUMBER}(?![\w])\s*(?:[:.–—|-]+\s*|\(\s*|$)(.*)$",
    re.I | re.S,
)


_ORDINALS = (
    "first|second|third|fourth|primera|segunda|tercera|cuarta|premi[èe]re|deuxi[èe]me|seconde"
    "|troisi[èe]me|quatri[èe]me"
)
_STAGES = (
    "week|day|part|phase|block|module|semana|d[íi]a|parte|fase|bloque|m[óo]dulo|semaine|jour"
    "|partie|bloc"
)
STAGE = re.compile(
    rf"^(?:(?:the\s+|la\s+)?(?:{_ORDINALS})\s+(?:{_STAGES})|(?:{_STAGES})\s+{_NUMBER})(?!\w)", re.I
)


def is_stage(text: str) -> bool:
    """Returns whether a line heads several sessions: “WEEK 2 (10 - 14 November 2008)”."""
    line = plain(text)
    return len(line) <= 150 and line[-1:] not in ".?!;" and STAGE.match(line) is not None


def language_of_bar(text: str) -> list[str]:
    """Returns the codes of a line that only names languages; else empty."""
    names = [name for name in re.split(r"[|/·•,;\s\[\]–-]+", plain(text)) if name]
    codes = [LANGUAGE_NAMES.get(fold(name), "") for name in names]
    long_enough = any(len(name) > 2 for name in names)
    return codes if len(codes) > 1 and all(codes) and long_enough else []


def kind_of(label: str) -> str:
    """Returns the kind of page that a label stands for; empty where it is unknown."""
    folded = fold(label)
    if session_head(label) is not None:
        return "session"
    return next((kind for kind, labels in KINDS.items() if folded in labels), "")


def section_of(label: str) -> int | None:
    """Returns the section's level that a label names, counted from the top, or None."""
    folded = fold(label)
    return next((i for i, (_type, names) in enumerate(SECTIONS) if folded in names), None)


def session_head(text: str) -> tuple[int, str] | None:
    """Returns number and theme of “Session 1: The scope”; the theme may be empty."""
    found = SESSION.match(plain(text))
    if found is None:
        return None
    figure = found[1].lower()
    number = int(figure) if figure.isdigit() else _NUMERALS[figure]
    return (number, found[2].strip()) if number else None


def is_questions_label(text: str) -> bool:
    """Returns whether the line is a label of guiding questions."""
    return fold(text) in QUESTIONS


def is_top_link(text: str) -> bool:
    """Returns whether the text is that of a link to the top of the page."""
    return fold(text) in TOP


def is_printer_link(text: str) -> bool:
    """Returns whether the text is that of a link to a printer version."""
    folded = fold(text)
    half = len(folded) // 2
    # A picture and a link of the same name stand side by side.
    is_twice = folded[:half] == folded[half + 1 :]
    return (folded[:half] if is_twice else folded) in PRINTER


def is_end_of_printer_link(above: str, below: str) -> bool:
    """Returns whether such a link's text begins at the end of `above` and is all of `below`."""
    start, end = fold(above), fold(below)
    return any(
        phrase.endswith(f" {end}") and start.endswith(phrase[: -len(end) - 1]) for phrase in PRINTER
    )
