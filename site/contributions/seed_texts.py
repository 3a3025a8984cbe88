"""Made-up people and texts of the demo conference. No real person or body is meant."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """A made-up participant of the demo conference."""

    key: str
    name: str
    affiliation: str
    organization: str
    country: str
    language: str
    email: str = ""
    """For those whom somebody may sign in as."""


@dataclass(frozen=True)
class Written:
    """`hours` after the opening, by the person with that key; `answers` is a key of these texts."""

    key: str
    by: str
    hours: int
    session: int
    language: str
    title: str
    text: str
    question: int = 0
    answers: str = ""
    role: str = ""
    state: str = "published"
    reason: str = ""


PEOPLE = [
    Person(
        "participant-es",
        "Participante de demostración",
        "party",
        "Instituto de ejemplo",
        "CR",
        "es",
        "participant-es@example.org",
    ),
    Person(
        "participant-fr",
        "Participante de démonstration",
        "ngo",
        "Association d’exemple",
        "SN",
        "fr",
        "participant-fr@example.org",
    ),
    Person("participant-en", "Demo Participant", "academia", "Example University", "KE", "en"),
]

TEXTS = [
    Written(
        "opening",
        "",
        1,
        1,
        "en",
        "Welcome to the demo session",
        "This is an **example** of an opening message. It stands first, whatever the order of the "
        "threads.\n\nPlease answer the guiding questions, or begin a thread of your own.",
        role="opening",
    ),
    Written(
        "courses",
        "participant-en",
        20,
        1,
        "en",
        "Courses with cases of one’s own",
        "In this example, courses helped most where participants brought:\n\n"
        "- a case from their own work,\n- the questions that they could not answer,\n"
        "- a colleague to go on with afterwards.\n\n"
        "A year later, two of three still used what they had learned.",
        question=1,
    ),
    Written(
        "cursos",
        "participant-es",
        26,
        1,
        "es",
        "Cursos en el idioma de trabajo",
        "Estamos de acuerdo con #2. En este ejemplo, los cursos **en el idioma de trabajo** "
        "tuvieron más efecto, porque los materiales se siguieron utilizando.",
        question=1,
        answers="courses",
    ),
    Written(
        "materiels",
        "participant-fr",
        30,
        1,
        "fr",
        "Des supports libres de droits",
        "> los materiales se siguieron utilizando\n\n"
        "C’est aussi ce que montre cet exemple\N{NO-BREAK SPACE}: des supports libres de droits "
        "sont repris et adaptés par d’autres institutions.",
        question=1,
        answers="cursos",
    ),
    Written(
        "measure",
        "participant-en",
        49,
        1,
        "en",
        "How was it measured?",
        "Thank you for #3 and #4. Could you say how the use of the materials was measured in your "
        "example?",
        question=1,
        answers="materiels",
    ),
    Written(
        "posts",
        "participant-fr",
        55,
        1,
        "fr",
        "Des postes stables",
        "Dans cet exemple, les personnes formées restent si leur poste est **prévu au budget** et "
        "si leur travail est reconnu.",
        question=2,
    ),
    Written(
        "twice",
        "participant-en",
        56,
        1,
        "en",
        "Posted by mistake",
        "This was meant for another session.",
        question=2,
        state="withdrawn",
        reason="Posted by mistake in this session; the author asked for it.",
    ),
    Written(
        "redes",
        "participant-es",
        75,
        1,
        "es",
        "Redes de antiguos alumnos",
        "Una red de antiguos alumnos ayuda a quienes cambian de puesto. Ejemplo de programa:\n\n"
        "1. una reunión en línea cada trimestre,\n2. una lista de preguntas,\n"
        "3. un tutor por país.",
        question=2,
    ),
    Written(
        "unfinished",
        "participant-es",
        80,
        1,
        "es",
        "Presupuesto",
        "Véase el cuadro adjunto.",
        question=2,
        state="returned",
        reason="El cuadro no está adjunto. Le rogamos que lo añada y reenvíe la contribución.",
    ),
    Written(
        "interim",
        "",
        100,
        1,
        "en",
        "What was said so far",
        "An example of a message in the middle of a session: #2 to #5 are about courses and their "
        "materials, #6 and #8 about those who were trained.",
        role="interim",
    ),
    Written(
        "laboratoire",
        "participant-fr",
        110,
        2,
        "fr",
        "Un laboratoire pour plusieurs institutions",
        "Dans cet exemple, trois institutions partagent un laboratoire. Un calendrier commun et un "
        "responsable par semaine suffisent.",
        question=1,
    ),
    Written(
        "laboratorio",
        "participant-es",
        130,
        2,
        "es",
        "¿Quién paga el mantenimiento?",
        "Gracias por #11. ¿Quién paga el mantenimiento del equipo en ese ejemplo?",
        question=1,
        answers="laboratoire",
    ),
    Written(
        "waiting",
        "participant-en",
        140,
        2,
        "en",
        "Sharing between countries",
        "In this example, samples travel and equipment does not.",
        question=1,
        state="waiting",
    ),
]
