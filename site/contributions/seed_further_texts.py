"""Made-up people and texts of the demo conference in Arabic, Russian and Chinese.

They are seeded on sites that have these languages. No real person or body is meant.
"""

from contributions.models import Kind, Step
from contributions.seed_texts import Person, Written
from contributions.seed_translations import SECRETARIAT, Translated

PEOPLE = [
    Person(
        "participant-ar",
        "مشارك تجريبي",
        "academia",
        "معهد المثال",
        "JO",
        "ar",
        "participant-ar@example.org",
    ),
    Person(
        "participant-ru",
        "Участник демонстрации",
        "ngo",
        "Организация «Пример»",
        "KG",
        "ru",
        "participant-ru@example.org",
    ),
    Person(
        "participant-zh-hans",
        "演示与会者",
        "academia",
        "示例研究所",
        "CN",
        "zh-hans",
        "participant-zh-hans@example.org",
    ),
]

TEXTS = [
    Written(
        "questions-first",
        "participant-ar",
        150,
        1,
        "ar",
        "أسئلة المتدربين أولاً",
        "نؤيد ما ورد في #2. ففي هذا المثال، جُمعت أسئلة المتدربين **قبل الدورة**، وخُصص نصف الوقت "
        "للإجابة عنها.",
        question=1,
        answers="courses",
    ),
    Written(
        "coordinator",
        "participant-ru",
        155,
        1,
        "ru",
        "Время для координатора сети",
        "Согласны с #8. В этом примере сеть сохранилась, потому что ее координатору **выделили "
        "рабочее время**.",
        question=2,
        answers="redes",
    ),
    Written(
        "register",
        "participant-zh-hans",
        160,
        2,
        "zh-hans",
        "共用设备登记册",
        "感谢#11。在这个示例中，各机构共用**一份设备登记册**，"
        "注明每件设备的存放地点、负责人和可用时间。",
        question=1,
        answers="laboratoire",
    ),
]

# Of other contributions, by language and key; the one that is in review is the last.
TRANSLATED_TEXTS = {
    "ar": {
        "opening": (
            "مرحباً بكم في الجلسة التجريبية",
            "هذا **مثال** على رسالة افتتاحية. وهي ترد أولاً، أياً كان ترتيب سلاسل النقاش.",
            "يرجى الإجابة عن الأسئلة التوجيهية أو بدء سلسلة نقاش خاصة بكم.",
        ),
        "courses": (
            "دورات بحالات من عمل المشاركين",
            "في هذا المثال، كانت الدورات أكثر فائدة حين أحضر المشاركون معهم:",
            "- حالة من عملهم،\n- الأسئلة التي لم يستطيعوا الإجابة عنها،\n"
            "- زميلاً يواصلون معه العمل بعد ذلك.",
            "وبعد عام، كان اثنان من كل ثلاثة لا يزالان يستخدمان ما تعلماه.",
        ),
        "cursos": (
            "دورات بلغة العمل",
            "نتفق مع ما ورد في #2. وفي هذا المثال، كان للدورات **بلغة العمل** أثر أكبر، لأن "
            "استخدام المواد استمر بعدها.",
        ),
        "materiels": (
            "مواد متاحة للاستخدام الحر",
            "> استخدام المواد استمر بعدها",
            "وهذا ما يبيّنه هذا المثال أيضاً: فالمواد المتاحة للاستخدام الحر تأخذ بها مؤسسات أخرى "
            "وتكيّفها.",
        ),
        "measure": (
            "كيف قيس ذلك؟",
            "شكراً على #3 و#4. هل يمكنكم أن تبيّنوا كيف قيس استخدام المواد في مثالكم؟",
        ),
    },
    "ru": {
        "opening": (
            "Добро пожаловать на демонстрационную сессию",
            "Это **пример** вступительного сообщения. Оно стоит первым, каков бы ни был порядок "
            "обсуждений.",
            "Просим ответить на направляющие вопросы или начать собственное обсуждение.",
        ),
        "courses": (
            "Курсы на примерах из собственной практики",
            "В этом примере курсы были полезнее всего, когда участники приходили:",
            "- со случаем из собственной работы,\n"
            "- с вопросами, на которые сами не могли ответить,\n"
            "- с коллегой, вместе с которым можно продолжать работу после курса.",
            "Год спустя двое из трех по-прежнему применяли то, чему научились.",
        ),
        "cursos": (
            "Курсы на рабочем языке",
            "Согласны с #2. В этом примере курсы **на рабочем языке** дали больший эффект, "
            "поскольку материалами продолжали пользоваться.",
        ),
        "materiels": (
            "Материалы для свободного использования",
            "> материалами продолжали пользоваться",
            "То же показывает и этот пример: материалы, предназначенные для свободного "
            "использования, перенимают и приспосабливают к своим нуждам другие учреждения.",
        ),
        "measure": (
            "Как это измеряли?",
            "Благодарим за #3 и #4. Не могли бы вы сообщить, как в вашем примере измеряли "
            "использование материалов?",
        ),
    },
    "zh-hans": {
        "opening": (
            "欢迎参加演示单元",
            "这是一则开场致辞的**示例**。无论讨论串如何排序，它始终列在最前。",
            "请回答指导性问题，或自行发起讨论串。",
        ),
        "courses": (
            "带着自身案例参加课程",
            "在这个示例中，学员带来以下几项时，课程最有帮助：",
            "- 自己工作中的一个案例；\n- 自己答不出的问题；\n- 一位日后可以继续合作的同事。",
            "一年之后，每三人中有两人仍在使用所学内容。",
        ),
        "cursos": (
            "用工作语言授课",
            "我们同意#2。在这个示例中，**用工作语言**授课效果更好，因为教材此后继续得到使用。",
        ),
        "materiels": (
            "可自由使用的教材",
            "> 教材此后继续得到使用",
            "这个示例同样表明：可自由使用的教材会被其他机构采用和改编。",
        ),
        "measure": (
            "是如何衡量的？",
            "感谢#3和#4。能否说明在您的示例中，教材的使用情况是如何衡量的？",
        ),
    },
}

_OF_FURTHER_TEXTS = [
    Translated(
        "questions-first",
        "en",
        Kind.COURTESY,
        SECRETARIAT,
        (
            "Trainees’ questions first",
            "We support #2. In this example, the trainees’ questions were collected **before the "
            "course**, and half of the time was set aside for answering them.",
        ),
    ),
    Translated(
        "questions-first",
        "fr",
        Kind.COURTESY,
        SECRETARIAT,
        (
            "D’abord les questions des stagiaires",
            "Nous souscrivons à #2. Dans cet exemple, les questions des stagiaires ont été "
            "recueillies **avant le cours**, et la moitié du temps a été consacrée aux réponses.",
        ),
    ),
    Translated(
        "coordinator",
        "en",
        Kind.COURTESY,
        SECRETARIAT,
        (
            "Time for the coordinator of a network",
            "We agree with #8. In this example, the network lasted because its coordinator was "
            "**given working time** for it.",
        ),
    ),
    Translated(
        "coordinator",
        "es",
        Kind.COURTESY,
        SECRETARIAT,
        (
            "Tiempo para quien coordina la red",
            "Estamos de acuerdo con #8. En este ejemplo, la red se mantuvo porque a quien la "
            "coordinaba se le **asignó tiempo de trabajo**.",
        ),
    ),
    Translated(
        "register",
        "en",
        Kind.COURTESY,
        SECRETARIAT,
        (
            "A shared register of equipment",
            "Thank you for #11. In this example, the institutions share **one register of "
            "equipment**, which gives for each item where it is kept, who is responsible for it "
            "and when it can be used.",
        ),
    ),
    Translated(
        "register",
        "fr",
        Kind.COURTESY,
        SECRETARIAT,
        (
            "Un registre commun du matériel",
            "Merci pour #11. Dans cet exemple, les institutions partagent **un registre du "
            "matériel**, qui indique pour chaque appareil où il se trouve, qui en est responsable "
            "et quand il est disponible.",
        ),
    ),
]


def translations_of(person: Person) -> list[Translated]:
    """Returns those into the person's language, and those of what the person wrote."""
    into = [
        Translated(
            key,
            person.language,
            Kind.OFFICIAL if key == "opening" else Kind.COURTESY,
            "" if key == "opening" else person.name,
            texts,
            step=Step.REVIEW if key == "measure" else Step.APPROVED,
        )
        for key, texts in TRANSLATED_TEXTS[person.language].items()
    ]
    written = {text.key for text in TEXTS if text.by == person.key}
    return into + [each for each in _OF_FURTHER_TEXTS if each.key in written]
