"""The self-evaluation that is shipped: seven areas of sfi, four statements of each.

The areas are what public sources name as what quality in sfi hangs on; the statements are our own.
Sources: the development areas of the sfi units in InVäst (goteborgsregionen.se, InVäst,
Kvalitetsutveckling av sfi, 2019); Skolinspektionen, Undervisning i svenska för invandrare, 2018
(teaching that fits each one); skollagen (2010:800) 20 kap. (study plan, validation, guidance) and
4 kap. (systematic quality work). No official scale for self-evaluation was found: the five steps
are the usual ones of agreement, and a programme may write an instrument of its own.
"""

from samverka.engine.forms.definition import Choice, Form, Item, Kind, Language, Texts

LANGUAGES = (Language("sv", "Svenska"), Language("ar", "العربية", is_rtl=True))
STEPS = tuple(
    Choice(str(step), {"sv": sv, "ar": ar})
    for step, (sv, ar) in enumerate(
        (
            ("Stämmer inte alls", "لا ينطبق إطلاقًا"),
            ("Stämmer lite", "ينطبق قليلًا"),
            ("Stämmer delvis", "ينطبق جزئيًا"),
            ("Stämmer till stor del", "ينطبق إلى حد كبير"),
            ("Stämmer helt", "ينطبق تمامًا"),
        ),
        start=1,
    )
)

Said = tuple[str, str]
# Name of the area, its text, and its statements: Swedish, Arabic.
AREAS: tuple[tuple[str, Said, tuple[Said, ...]], ...] = (
    (
        "plan",
        ("Kartläggning och studieplan", "رسم الخلفية وخطة الدراسة"),
        (
            (
                "Var och en som börjar får sin bakgrund och sina mål kartlagda.",
                "تُرسم خلفية كل من يبدأ وأهدافه.",
            ),
            (
                "Studieplanen visar vägen till arbete eller fortsatta studier.",
                "تبيّن خطة الدراسة الطريق إلى العمل أو إلى دراسة أخرى.",
            ),
            (
                "Studieplanen ändras när något ändras för eleven.",
                "تُعدَّل خطة الدراسة عندما يتغير شيء لدى الدارس.",
            ),
            ("Alla får vägledning om studier och yrken.", "يحصل الجميع على إرشاد دراسي ومهني."),
        ),
    ),
    (
        "teaching",
        ("Undervisning som passar var och en", "تدريس يناسب كل دارس"),
        (
            (
                "Elever i samma grupp får olika uppgifter efter vad de behöver.",
                "يحصل دارسو المجموعة الواحدة على مهام مختلفة بحسب حاجتهم.",
            ),
            (
                "Den som kan mer får större utmaningar.",
                "من يعرف أكثر يُعطى تحديات أكبر.",
            ),
            (
                "Den som har gått kort tid i skolan får undervisning som bygger på det.",
                "من درس مدة قصيرة يحصل على تدريس يراعي ذلك.",
            ),
            (
                "Tider och former går att förena med arbete och familj.",
                "يمكن التوفيق بين الأوقات وأشكال الدراسة وبين العمل والأسرة.",
            ),
        ),
    ),
    (
        "assessment",
        ("Bedömning och återkoppling", "التقييم والتغذية الراجعة"),
        (
            ("Eleverna vet vad de ska lära sig härnäst.", "يعرف الدارسون ما سيتعلمونه بعد ذلك."),
            (
                "Eleverna får återkoppling som de kan använda.",
                "يحصل الدارسون على ملاحظات يمكنهم الاستفادة منها.",
            ),
            ("Lärarna bedömer lika.", "يقيّم المعلمون بالطريقة نفسها."),
            (
                "Eleverna byter kurs när de är redo för det.",
                "ينتقل الدارسون إلى دورة أخرى عندما يكونون مستعدين.",
            ),
        ),
    ),
    (
        "mother_tongue",
        ("Stöd på modersmålet", "الدعم باللغة الأم"),
        (
            (
                "Den som behöver får studiehandledning på sitt modersmål.",
                "من يحتاج يحصل على إرشاد دراسي بلغته الأم.",
            ),
            (
                "Elevernas andra språk används i undervisningen.",
                "تُستخدم لغات الدارسين الأخرى في التدريس.",
            ),
            (
                "Den som handleder och läraren planerar tillsammans.",
                "يخطط المرشد والمعلم معًا.",
            ),
            (
                "Viktig information finns på språk som eleverna förstår.",
                "المعلومات المهمة متاحة بلغات يفهمها الدارسون.",
            ),
        ),
    ),
    (
        "work",
        ("Språk, praktik och yrke", "اللغة والتدريب العملي والمهنة"),
        (
            (
                "Praktik är planerad så att eleven lär sig språk där.",
                "يُخطَّط التدريب العملي بحيث يتعلم الدارس اللغة فيه.",
            ),
            (
                "Språklärare och yrkeslärare planerar tillsammans.",
                "يخطط معلمو اللغة ومعلمو المهن معًا.",
            ),
            (
                "Det eleverna gör på arbetsplatsen tas upp i undervisningen.",
                "ما يفعله الدارسون في مكان العمل يُتناول في التدريس.",
            ),
            (
                "Arbetsgivare är med och formar innehållet.",
                "يشارك أصحاب العمل في تشكيل المحتوى.",
            ),
        ),
    ),
    (
        "digital",
        ("Digitala verktyg", "الأدوات الرقمية"),
        (
            (
                "Eleverna lär sig använda de digitala tjänster de behöver.",
                "يتعلم الدارسون استخدام الخدمات الرقمية التي يحتاجونها.",
            ),
            (
                "Lärarna väljer digitala verktyg efter vad som ska läras.",
                "يختار المعلمون الأدوات الرقمية بحسب ما يُراد تعلمه.",
            ),
            (
                "Den som saknar utrustning får låna.",
                "من لا يملك أجهزة يمكنه استعارتها.",
            ),
            (
                "Fjärrundervisning ges bara när den fungerar för eleven.",
                "لا يُقدَّم التعليم عن بُعد إلا عندما يناسب الدارس.",
            ),
        ),
    ),
    (
        "quality",
        ("Kollegialt lärande och kvalitetsarbete", "التعلم بين الزملاء والعمل على الجودة"),
        (
            (
                "Lärarna har tid att utveckla undervisningen tillsammans.",
                "لدى المعلمين وقت لتطوير التدريس معًا.",
            ),
            (
                "Vi följer upp vad eleverna lär sig och varför någon slutar.",
                "نتابع ما يتعلمه الدارسون ولماذا يتوقف بعضهم.",
            ),
            ("Det vi ser leder till ändringar.", "ما نراه يؤدي إلى تغييرات."),
            (
                "Eleverna är med och påverkar utbildningen.",
                "يشارك الدارسون ويؤثرون في التعليم.",
            ),
        ),
    ),
)


def self_evaluation() -> Form:
    return Form(
        key="sjalvskattning",
        title=_texts(("Självskattning av en sfi-enhet", "التقييم الذاتي لوحدة تعليم السويدية")),
        languages=LANGUAGES,
        items=tuple(
            Item(name, Kind.SECTION, _texts(said), items=_statements(name, statements))
            for name, said, statements in AREAS
        ),
    )


def _statements(area: str, statements: tuple[Said, ...]) -> tuple[Item, ...]:
    return tuple(
        Item(f"{area}_{number}", Kind.SCALE, _texts(said), anchors=STEPS, required=True)
        for number, said in enumerate(statements, start=1)
    )


def _texts(said: Said) -> Texts:
    return {"sv": said[0], "ar": said[1]}
