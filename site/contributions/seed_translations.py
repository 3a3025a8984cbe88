"""Made-up translations of some contributions of the demo conference, and one that is in review."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from contributions.models import Contribution, ContributionTranslation, Kind, Step
from contributions.translating.passages import Passage, joined, sources_of, stored

SECRETARIAT = "Demo Secretariat"


@dataclass(frozen=True)
class Translated:
    """Of the text with that key: title and paragraphs, in their order."""

    key: str
    language: str
    kind: Kind
    by: str
    texts: tuple[str, ...]
    step: Step = Step.APPROVED


TRANSLATIONS = [
    Translated(
        "opening",
        "es",
        Kind.OFFICIAL,
        "",
        (
            "Les damos la bienvenida a la sesión de demostración",
            "Este es un **ejemplo** de mensaje de apertura. Aparece en primer lugar, sea cual sea "
            "el orden de los hilos.",
            "Les rogamos que respondan a las preguntas orientativas o que inicien un hilo propio.",
        ),
    ),
    Translated(
        "opening",
        "fr",
        Kind.OFFICIAL,
        "",
        (
            "Bienvenue à la session de démonstration",
            "Ceci est un **exemple** de message d’ouverture. Il vient en premier, quel que soit "
            "l’ordre des fils de discussion.",
            "Veuillez répondre aux questions directrices ou ouvrir votre propre fil de discussion.",
        ),
    ),
    Translated(
        "courses",
        "es",
        Kind.COURTESY,
        "Participante de demostración",
        (
            "Cursos con casos propios",
            "En este ejemplo, los cursos ayudaron más cuando los participantes trajeron:",
            "- un caso de su propio trabajo,\n- las preguntas que no podían responder,\n"
            "- un colega con quien seguir después.",
            "Un año más tarde, dos de cada tres seguían utilizando lo que habían aprendido.",
        ),
    ),
    Translated(
        "cursos",
        "en",
        Kind.COURTESY,
        SECRETARIAT,
        (
            "Courses in the working language",
            "We agree with #2. In this example, courses **in the working language** had more "
            "effect, because the materials went on being used.",
        ),
    ),
    Translated(
        "cursos",
        "fr",
        Kind.COURTESY,
        "Participante de démonstration",
        (
            "Des cours dans la langue de travail",
            "Nous sommes d’accord avec #2. Dans cet exemple, les cours **dans la langue de "
            "travail** ont eu plus d’effet, car les supports ont continué à être utilisés.",
        ),
    ),
    Translated(
        "materiels",
        "en",
        Kind.COURTESY,
        SECRETARIAT,
        (
            "Materials free of rights",
            "> the materials went on being used",
            "This example shows the same: materials that are free of rights are taken up and "
            "adapted by other institutions.",
        ),
    ),
    Translated(
        "measure",
        "fr",
        Kind.COURTESY,
        "Participante de démonstration",
        (
            "Comment l’a-t-on mesuré\N{NARROW NO-BREAK SPACE}?",
            "Merci pour #3 et #4. Pourriez-vous dire comment l’utilisation des supports a été "
            "mesurée dans votre exemple\N{NARROW NO-BREAK SPACE}?",
        ),
        step=Step.REVIEW,
    ),
]


def seed_translations(posted: dict[str, Contribution], translations: list[Translated]) -> None:
    """Stores the translations into languages of the site, of contributions by their keys.

    What somebody has edited or has translated since is left out.
    """
    for translated in translations:
        contribution = posted.get(translated.key)
        if contribution is None or translated.language not in dict(settings.LANGUAGES):
            continue
        is_edited = len(sources_of(contribution)) != len(translated.texts)
        if not is_edited and not contribution.translations.filter(language=translated.language):
            _translate(translated, contribution)


def _translate(translated: Translated, contribution: Contribution) -> None:
    pairs = zip(sources_of(contribution), translated.texts, strict=True)
    passages = [Passage(source, target) for source, target in pairs]
    row = ContributionTranslation(
        contribution=contribution,
        language=translated.language,
        kind=translated.kind,
        translator_name=translated.by,
        passages=stored(passages),
        step=translated.step,
    )
    if translated.step == Step.APPROVED:
        row.published_title, row.published_text = joined(passages)
        row.published_kind, row.published_name = translated.kind, translated.by
        row.published_at = contribution.published_at or timezone.now()
    row.save()
