"""What claims look like: patterns by category, each a row of its own so that it can be read, tested and taken out.

A pattern says that the clause it hits is a claim; how far the clause reaches is settled elsewhere. Patterns were learnt
from how marketing text argues (figures, absolutes, unnamed authority, body and planet words), not from single sentences.
"""

from dataclasses import dataclass

import regex

from studio.checks.claiming.categories import BLOCKER, CATEGORIES, HIGH, LOW, MEDIUM
from studio.core.claim import ClaimSeverity


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to word a claim.

    Attributes:
        category: id of the category.
        severity: of a claim worded so.
        find: what to look for in a clause.
        soft: whether instructions and headings are let off: "never use the fridge" promises nothing.
    """

    category: str
    severity: ClaimSeverity
    find: "regex.Pattern[str]"
    soft: bool


def _row(category: str, find: str, severity: ClaimSeverity | None = None, soft: bool = False, case: bool = False) -> Pattern:
    flags = regex.VERSION1 | (0 if case else regex.IGNORECASE)
    return Pattern(category, severity or CATEGORIES[category].severity, regex.compile(find, flags), soft)


_WORD_NUMBER = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety"
    r"|(?:a|several|many)?\s*(?:dozens?|hundreds?|thousands?|millions?|billions?))"
)
_DIGITS = r"(?<![\w.,/])(?!0\s)\d[\d,]*(?:\.\d+)?"
_N = rf"(?:{_DIGITS}|\b{_WORD_NUMBER}\b)"
_MONEY = r"(?:[£$€]\s?\d[\d,.]*\s?(?:k|m|bn|million|billion)?|\d[\d,.]*\s?(?:pounds|dollars|euros|pence|cents)\b)"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?"
_TIME = r"(?:\d{1,2}(?:[.:]\d\d)?\s?(?:[ap]\.?m\b\.?|noon|o'clock)|midnight|noon)"
_PEOPLE = (
    r"(?:customers?|clients?|members?|users?|freelancers?|businesses|firms|families|homeowners?|people"
    r"|shoppers?|teams?|readers"
    r"|companies|brands|patients|parents|buyers|reviews|ratings|installs|downloads|subscribers|guests|students)"
)
_EXPERTS = (
    r"(?:\b(?:experts?|scientists?|researchers?|research|stud(?:y|ies)|surveys?|trials?|doctors?|dentists?"
    r"|vets?|\w+ologists?"
    r"|nutritionists?|dietitians?|economists?|analysts?|insurers|estate\s+agents|professionals|critics"
    r"|data|evidence|science)\b)"
)
_SAY = (
    r"(?:says?|said|shows?|shown|agrees?|found|finds|proves?|proven|suggests?|confirms?|recommends?"
    r"|estimates?|reports?|warns?"
    r"|reveals?|indicates?|believes?|predicts?)"
)

PATTERNS: tuple[Pattern, ...] = (
    # -- figures
    _row("statistic", r"\d\s?%(?!\s*off\b)|\b(?:percent|per\s+cent)\b"),
    _row("statistic", rf"{_N}\s+(?:out\s+of|in)\s+(?:every\s+)?(?:{_DIGITS}|{_WORD_NUMBER})\b"),
    _row(
        "statistic",
        r"\b\d+(?:\.\d+)?\s?[x×](?=\s+(?!\d))|\b(?:twice|three\s+times|\w+\s+times)\s+(?:as|more|faster"
        r"|less)\b",
    ),
    _row("statistic", r"\b(?:doubl|tripl|halv|quadrupl)(?:ed|es|ing)\b|\b(?:double|triple|half)\s+(?:the|your|their)\b"),
    _row("statistic", r"\b(?:on\s+average|the\s+average|an\s+average|average\s+of)\b"),
    _row(
        "statistic",
        rf"\b(?:more\s+than|over|up\s+to|nearly|almost|around|about|at\s+least|under|fewer\s+than)\s+{_DIGITS}",
        soft=True,
    ),
    _row("statistic", rf"(?:{_DIGITS}\+?|\b(?:hundreds|thousands|millions)\s+of)\s+(?:\w+\s+)?{_PEOPLE}\b|\d\+\s", soft=True),
    _row("statistic", r"\b\d[\d,]*(?:\.\d+)?\s+(?:million|billion|trillion|thousand)\b|\b\d{1,3}(?:,\d{3})+\b"),
    _row(
        "statistic",
        rf"\bin\s+(?:just|under|only|less\s+than)\s+{_N}\s+(?:second|minute|hour|day)s?\b|\b{_N}\s+(?:second"
        rf"|minute)s\s+away",
    ),
    _row("statistic", r"\b(?:a|one)\s+(?:third|quarter|half)\b(?!\s+hour)", soft=True),
    _row("statistic", rf"\b(?:most|the\s+majority\s+of|nearly\s+all|few)\s+(?:\w+\s+){{0,2}}{_PEOPLE}\b", MEDIUM, soft=True),
    _row("statistic", r"\b(?:extremely|very|increasingly)\s+(?:rare|common)\b", MEDIUM, soft=True),
    _row("statistic", rf"\bsold\s+out\s+{_N}|\b{_N}\s+(?:installs|installations|projects|reviews|downloads)\b"),
    # -- money
    _row("money_price", _MONEY),
    _row("money_price", r"\d\s?%\s*off\b|\bhalf[-\s]price\b|\bsave\s+(?:up\s+to\s+)?[£$€\d]"),
    _row("money_price", rf"\b(?:save|saves|saving|lose|loose|earn|worth|add)\b[^.]{{0,20}}(?:{_MONEY}|\bthousands\b)", HIGH),
    _row(
        "money_price",
        r"\b(?:no|zero|without)\s+(?:hidden\s+|booking\s+|extra\s+)?(?:fees?|charges?|costs?|VAT|supplement"
        r"|deposit)\b",
        HIGH,
        True,
    ),
    _row(
        "money_price",
        r"\bpay\s+(?:nothing|no\b)|\bfee\s+waived\b|\bfixed\s+price\b|\bpay[-\s]what\b|\brefunds?\b"
        r"|\bfor\s+the\s+price\s+of\b",
    ),
    _row(
        "money_price",
        r"\bfree\b(?=[^.]{0,25}\b(?:quote|audit|survey|valuation|trial|delivery|shipping|returns|consultation"
        r"|sample)s?\b)(?<!^get\s+a\s+free)",
        LOW,
    ),
    _row(
        "money_price",
        r"\b(?:quotes?|it|delivery|entry|shipping)\b[^.]{0,12}\b(?:is|are)\s+(?:always\s+|really\s+)?free\b",
        LOW,
    ),
    _row("money_price", r"\bliability\s+insurance\b|\binsurance\s+covers\b"),
    # -- dates and history
    _row(
        "date_history",
        r"\b(?:since|founded|established|opened|launched|joined|began|started|in|from|until"
        r"|a)\s+(?:in\s+)?(?:1[5-9]|20)\d\d\b",
        soft=True,
    ),
    _row("date_history", r"\bfor\s+(?:\w+\s+){0,2}(?:years|decades|centuries|generations)\b|\bspent\s+(?:\w+\s+)?years\b"),
    _row("date_history", rf"\b(?:\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}})\b", soft=False),
    _row("date_history", rf"\b(?:In|From|Since|Until|By)\s+{_MONTH}\b", case=True),
    _row(
        "date_history",
        rf"{_TIME}\s*(?:to|until|till|and|–|-)\s*{_TIME}|\d\s*(?:to|–|-)\s*{_TIME}|\b\d{{1,2}}\s+(?:to"
        rf"|till)\s+(?:\d|sold)",
    ),
    _row(
        "date_history",
        rf"\b(?:open|opens|opening|studio|starts?|before|until)\b[^.]{{0,15}}(?:\bat|\btill|\buntil"
        rf"|before)\s+\d|\bat\s+{_TIME}[^.]*\b{_DAY}",
        soft=True,
    ),
    _row(
        "date_history",
        rf"\bbefore\s+{_TIME}|\bopen\s+\d+\s+days|\b{_N}\s+days\s+a\s+week\b|\b24\s+hours\s+a\s+day\b"
        rf"|\bevery\s+day\b,?\s+\d",
    ),
    _row("date_history", r"\bolder\s+than\b|\bends\s+soon\b|\b(?:on|in)\s+(?:19|20)\d\d\b|\bChristmas\s+Day\s+too\b", soft=True),
    _row("date_history", rf"\b{_DAY}\b[^.]*{_TIME}|^\W*{_WORD_NUMBER}\s+{_DAY}\b"),
    _row("date_history", r"\b(?:go(?:es)?\s+out|delivered|dispatched|arrives?)\b[^.]{0,12}\b(?:today|tomorrow|tonight)\b"),
    _row("date_history", r"\bwithin\s+\d+\s+(?:hour|day|week)s\b", MEDIUM, soft=True),
    # -- ranking
    _row("ranking", r"\b(?:no\.?\s?1|number\s+one)\b(?!\s+priority)|#1\b"),
    _row(
        "ranking",
        r"\bthe\s+only\s+(?!way|thing|one\b)\w+|\bthe\s+first\s+(?:ever|\w+\s+to\b)|\b(?:world|market"
        r"|industry)[-\s]leading\b",
    ),
    _row(
        "ranking",
        r"\bleading\s+(?:provider|supplier|brand|agency|expert|specialist)s?\b|\baward[-\s]winning\b|\bvoted\b"
        r"|\bfeatured\s+in\b",
    ),
    _row(
        "ranking",
        r"\bmost\s+(?:\w+ed|popular|\w+[-\s]after|sustainable|reliable|advanced|affordable|effective|powerful)\b",
        soft=True,
    ),
    _row(
        "ranking",
        r"\b(?:fastest|best|largest|top|highest|quickest|lowest)[-\s](?:growing|value|selling|rated|loved"
        r"|performing|priced?)\b",
    ),
    _row(
        "ranking",
        r"\bthe\s+(?:\w+\s+){0,2}(?!latest|rest|west|best|nearest|forest|guest|test|interest|request"
        r"|harvest)\w{3,}est\s+(?:\w+\s+){1,3}(?:in|of|on|for)?\b",
        soft=True,
    ),
    _row(
        "ranking",
        r"\b(?:cheapest|best|fastest|finest|largest|biggest|lowest)\s+(?:\w+\s+){1,2}(?:in|of|on)\s+(?:the\s+)?[A-Z]",
        soft=True,
    ),
    _row(
        "ranking",
        r"\b(?:in\s+the\s+top\s+(?:three|five|ten|\d+)|no\s+other\s+\w+\s+comes|second\s+to\s+none|unrivalled"
        r"|unmatched)\b",
    ),
    _row(
        "ranking",
        r"\b[A-Z]\w+['’]s\s+(?:\w+[-\s])?(?:best|first|only|leading|favou?rite|largest|premier|top|\w{3,}est|most)\b",
        case=True,
    ),
    _row(
        "ranking",
        r"\bone\s+of\s+the\s+(?:\w+['’]s\s+)?(?:best|largest|leading|\w+est|most)\b|\brecord[-\s]breaking\b"
        r"|\bthe\s+world['’]s\b",
        soft=True,
    ),
    # -- comparison
    _row("comparison", r"\bunlike\s+(?!\w+ing\b)(?=.*[A-Z])(?:\w+\s+){0,5}(?:such\s+as|like)?\s*[A-Z]", BLOCKER, case=True),
    _row("comparison", r"\b(?:unlike|compared\s+(?:to|with)|as\s+opposed\s+to)\b(?!\s+that\b)", soft=True),
    _row(
        "comparison",
        r"\b(?:faster|better|cheaper|safer|stronger|easier|healthier|kinder|longer|lower|higher|less|fewer"
        r"|more(?:\s+\w+)?)\s+(?:\w+\s+)?than\b(?!\s+(?:just|a\s+mere|ever|this|any\s+can|they\b))",
        soft=True,
    ),
    _row(
        "comparison",
        r"\b(?:most|other|typical|ordinary|national|traditional)\s+(?:local\s+)?\w+(?:ers|ors|ies|ents"
        r"|ands)\b\s+(?:still|use|charge|average|take|need|cost)",
        soft=False,
    ),
    _row(
        "comparison",
        r"\beverybody\s+else\b|\b(?:our\s+)?(?:competitors|rivals)\b|\boutperforms?\b|\bthan\s+any(?:one|body"
        r"|thing|\s+other)\b|\beveryone\s+else\s+(?:is|does|uses)\b|\bthe\s+competition\b"
        r"|\bover\s+any\s+other\b|\bthe\s+other\s+lot\b",
    ),
    _row("comparison", r"\b(?:military|bank|enterprise|hospital|professional|medical|industrial)[-\s](?:grade|level)\b"),
    _row(
        "comparison",
        r"\bbeats?\s+any\b|\bhalf\s+the\s+price\b|\bthe\s+equivalent\s+of\b|\bexactly\s+the\s+same\b"
        r"|\bas\s+(?:good|fast|safe)\s+as\b",
    ),
    # -- promises
    _row(
        "guarantee_absolute",
        r"\bguarantee[ds]?\b|\bwarranty\b|\bmoney[-\s]back\b|\brisk[-\s]free\b|\bno[-\s](?:risk|obligation)\b",
        soft=True,
    ),
    _row(
        "guarantee_absolute",
        r"\b(?:we(?:'|’)?(?:ve|ll)?|will|is|are|it|you|they|always|and)\s+(?:\w+\s+)?never\b(?!\s+(?:more|been"
        r"|goes))|\bnever\s+(?:required|again|lose|outsource|fails?|share|ask)\b",
        soft=True,
    ),
    _row("guarantee_absolute", r"\b(?:will|is|are|we)\s+always\b|\balways\s+(?:get|be|free|works?)\b", soft=True),
    _row(
        "guarantee_absolute",
        r"\b100\s?%|\bfor\s+(?:life\b|ever\b|good$)|\bforever\b|\bunbreakable\b|\bunbeatable\b|\bfoolproof\b"
        r"|\bfail-?safe\b",
    ),
    _row(
        "guarantee_absolute",
        r"\bno\s+(?:contract|catch|small\s+print|questions\s+asked|quibble|strings|hidden|shortcuts)\b"
        r"|\bcancel\s+any\s?time\b",
    ),
    _row(
        "guarantee_absolute",
        r"\bevery\s+(?:single\s+)?(?:box|job|time|panel|order|customer|applicant|\w+\s+we\s+\w+)\b|\bevery\s+time\b",
        MEDIUM,
        soft=True,
    ),
    _row(
        "guarantee_absolute",
        r"\b(?:not\s+(?:a\s+single\s+)?one\s+of|nobody\s+(?:will|else)|everything\s+is|no\s+two"
        r"|all\s+(?:of\s+)?(?:our|the|six|\w+\s+of\s+our))\b",
        MEDIUM,
    ),
    _row(
        "guarantee_absolute",
        r"\b(?:virtually|practically|perfectly|completely|fully|entirely|totally)\s+(?:\w+\s+)?(?:free|zero"
        r"|safe|well|secure|clean|recyclable|protected|painless|managed|accredited)\b",
    ),
    _row(
        "guarantee_absolute",
        r"\b(?:unbroken|unlimited|worthless|instantly|automatically|in\s+seconds|without\s+(?:damage|fail"
        r"|exception|effort))\b",
        MEDIUM,
        soft=True,
    ),
    _row(
        "guarantee_absolute",
        r"\bwe\s+put\s+you\b|\byou(?:'ll|’ll|\s+will)\s+(?:never|automatically|always)\b"
        r"|\b24\s+hours\s+a\s+day\b|\b24/7\b",
        soft=True,
    ),
    _row("guarantee_absolute", r"\bdo(?:es)?n['’]t\s+change\b", MEDIUM),
    # -- in the name of others
    _row("attribution", rf"{_EXPERTS}[^.]{{0,45}}?\b{_SAY}\b", BLOCKER, soft=True),
    _row("attribution", r"\b(?:according\s+to)\b(?!\s+plan)", BLOCKER),
    _row(
        "attribution",
        r"\b(?:clinically|scientifically|medically)\s+\w+|\b(?:has|have|is|are|been)\s+(?:been\s+)?(?:proven"
        r"|proved|shown|known)\s+to\b|\bit\s+is\s+(?:well\s+)?known\b",
        BLOCKER,
    ),
    # -- customers
    _row(
        "testimonial",
        rf"\btrusted\s+by\b|\bloved\s+by\s+(?:\w+\s+)?(?:\d|{_PEOPLE})|\brated\s+\d|\b\d(?:\.\d)?\s?/\s?5\b"
        rf"|\bfive[-\s]star\b",
        soft=True,
    ),
    _row(
        "testimonial",
        r"\b(?:a|one|our)\s+(?:\w+\s+)?(?:customer|client|regular|member|user"
        r"|reader)\s+(?:of\s+ours\s+)?(?:told|said|says|wrote|lost|saved)\b",
    ),
    _row(
        "testimonial",
        r"\bcame\s+to\s+us\b|\bof\s+(?:partnering|working)\s+with\b|\b(?:customers|clients|members)\s+(?:say"
        r"|love|tell|report|lose|save)\b(?!$)",
        HIGH,
        soft=True,
    ),
    _row("testimonial", r"^(?:their|his|her)\s+\w+\s+(?:\w+ed)\b", HIGH),
    # -- health, planet, money
    _row(
        "regulated",
        r"\b(?:gut|microbiome|blood\s+(?:sugar|pressure)|bloating|gluten|intoleran\w+|allerg\w+|melatonin"
        r"|cholesterol|immun\w+|inflammation|metabolism|digest\w*)\b",
    ),
    _row(
        "regulated",
        r"\b(?:anxiety|depress\w+|antidepressants?|stress\s+by|reduces?\s+stress|happiness|insomnia"
        r"|your\s+sleep|pain\s+relief|relieves?|cur(?:e|es|ed)|heals?|detox\w*|antioxidants?|nutrients?"
        r"|calories)\b",
    ),
    _row(
        "regulated",
        r"\bour\s+bod(?:y|ies)\b|\b(?:lose|lost|gains?)\b[^.]{0,12}\b(?:lbs?|pounds|kg|kilos|stone)\b"
        r"|\bweight\s+loss\b|\bbody[-\s]?fat\s+by\b|\bto\s+your\s+life\b|\bdiet\s+is\b|\bbeach[-\s]ready\b",
    ),
    _row(
        "regulated",
        r"\b(?:carbon|climate|net)[-\s](?:neutral|positive|zero|footprint|free)\b|\bemissions?\b"
        r"|\bzero[-\s](?:emission|waste)\b|\bCO(?:₂|2\b)|\bgreenhouse\b",
        soft=True,
    ),
    _row(
        "regulated",
        r"\b(?:compostable|biodegradable|recyclable|recycled|renewable|eco[-\s]?friendly|plastic[-\s]free"
        r"|sustainabl[ey](?!\s+(?:growth|success|results|pace))|ethically|greenest|greener|planet|landfill"
        r"|food\s+miles|environmentally|break\s+down)\b",
        soft=True,
    ),
    _row("regulated", r"\b(?:re-?use|gas\s+use|therms)\b", HIGH, soft=True),
    _row(
        "regulated",
        r"\breturn\s+of\b|\b(?:break|breaks)\s+even\b|\bpays?\s+for\s+itself\b|\bpaid\s+for\s+itself\b"
        r"|\binvestment\b|\bAPR\b|\bISAs?\b|\bguaranteed\s+(?:rent|returns?|income)\b|\bfree\s+for\s+life\b",
        soft=True,
    ),
    _row(
        "regulated",
        r"\b(?:arthritis|migraines?|eczema|acne|wrinkles|hormones?|toxins?|diabet\w+|cancer|symptoms"
        r"|joint\s+pain|back\s+pain|heart\s+health"
        r"|hypoallergenic|non-?toxic|therapeutic|probiotics?|energy\s+levels|(?:better|deeper)\s+sleep"
        r"|safe\s+for\s+(?:babies|children|pregnan\w+|pets))\b",
        soft=True,
    ),
    _row(
        "regulated",
        r"\b(?:cruelty[-\s]free|responsibly\s+sourced|carbon|chemical[-\s]free|zero[-\s]plastic"
        r"|trees?\s+(?:planted|for\s+every)|plants?\s+a\s+tree"
        r"|better\s+for\s+the\s+(?:planet|environment)|circular\s+economy|energy[-\s]efficient)\b",
        soft=True,
    ),
    _row(
        "regulated",
        r"\b(?:annual\s+returns?|returns\s+of|yields?\s+of|dividends?|tax[-\s]free|interest\s+rates?"
        r"|double\s+your\s+money|passive\s+income"
        r"|beat(?:s|ing)?\s+inflation|financial\s+freedom|grow\s+your\s+(?:wealth|savings|pension))\b",
        soft=True,
    ),
    _row(
        "regulated",
        r"\b(?:disease|infection|illness|enamel|heart\s+attacks?|strokes?|dementia|concussion|fertility"
        r"|menopause)\b",
        soft=True,
    ),
    _row(
        "regulated",
        r"\b(?:soothes?|strengthens?|protects?|repairs?|rejuvenates?|kills?)\s+(?:\w+['’]?s?\s+){0,2}(?:skin"
        r"|teeth|gums|hair|joints|muscles|bones|heart|liver|brain|germs|bacteria|viruses)\b",
        soft=True,
    ),
    # -- law
    _row(
        "legal_compliance",
        r"\b(?:GDPR|HIPAA|PCI|CCPA|SOC\s?[12]|ISO\s?\d+|FDA|FCA|ATOL|ABTA|MCS|RECC|NICEIC|FENSA|Gas\s+Safe"
        r"|Ofsted|CQC|DBS|USDA|OSHA|WCAG|ADA|ICO|SRA|RICS|FSC|Soil\s+Association|Energy\s+Star"
        r"|Fairtrade\s+certified|TrustMark|Cyber\s+Essentials|B\s+Corp|BS\s+(?:EN\s+)?\d+|CE[-\s]mark\w*)\b",
        case=True,
    ),
    _row(
        "legal_compliance",
        r"\b(?:certified|certification|accredited|licen[sc]ed|patented|patent|fully\s+insured|regulated\s+by"
        r"|approved\s+by|compliant|complian(?:ce|t)\s+with|FDA[-\s]approved)\b",
        soft=True,
    ),
    _row(
        "legal_compliance",
        r"\bby\s+law\b|\blegal(?:ly)?\b|\ba\s+court\b|\bthe\s+law\b|\bdata\s+protection\b"
        r"|\bplanning\s+permission\b|\bobligations\s+under\b|\bVAT\s+scheme\b|\bregulations?\b"
        r"|\brequired\s+by\b",
        soft=True,
    ),
    _row(
        "legal_compliance",
        r"\b(?:can['’]t|cannot|can\s+not)\s+(?:be\s+)?refund|\brefunds?\s+can['’]t\b|\binsurers?\s+(?:now\s+"
        r"|\w+\s+)?(?:require|ask|insist)|\bnever\s+share\s+your\s+data\b",
        MEDIUM,
    ),
    _row(
        "legal_compliance",
        r"\btenants?\b[^.]*\b(?:can['’]t|must|agreed)\b|\bcan['’]t\b[^.]*\btenants?\b"
        r"|\bmust\s+be\s+(?:licensed|registered)\b|\bours\s+are\b",
        MEDIUM,
    ),
    _row("legal_compliance", r"\b(?:registered|accredited|licensed)\s+(?:with|by)\b|\bmembers?\s+of\s+the\s+[A-Z]", soft=True),
    # -- facts of the house and of the world
    _row(
        "entity_causal",
        rf"{_N}\s*[-–]?\s*(?:hours?|minutes?|days?|weeks?|months?|nights?|years?|km|miles?|kg|g|lbs?|metres?"
        rf"|cups?|seats?|vans?|pieces?|people|staff|classes|new|other|working|firings|wheels|\w+s)\b",
        MEDIUM,
        soft=True,
    ),
    _row(
        "entity_causal",
        r"\b(?:we|they|she|he|who)(?:['’]ve|\s+have|\s+has)\s+(?:\w+ed|built|made|grown|moved|spent|put|shown"
        r"|changed|packed|been|sold|gone)\b",
        LOW,
        soft=True,
    ),
    _row(
        "guarantee_absolute",
        r"\bevery\s+(?!day|week|month|year|so|now|other|path|reason)\w+\s+(?:\w+s|will)\b"
        r"|\bon\s+time,?\s+every\b",
        MEDIUM,
        soft=True,
    ),
    _row("statistic", r"\bin\s+(?:just|under|less\s+than)\s+(?:a|an|one)\s+(?:second|minute|hour|day|week|month)\b", MEDIUM),
    _row(
        "money_price",
        r"\b(?:is|are|seen|included|delivered|comes?)\s+(?:completely\s+|always\s+)?free\s+(?:on|for|with"
        r"|of\s+charge|to)\b|\bat\s+no\s+(?:extra\s+)?cost\b",
        MEDIUM,
        soft=True,
    ),
    _row(
        "entity_causal",
        r"\b(?:lowers|protects|prevents|strengthens|eliminates|removes|kills|repairs|restores|wears\s+away"
        r"|speeds\s+up|slows\s+down|drives|eats\s+into)\s+\w+",
        MEDIUM,
        soft=True,
    ),
    _row("entity_causal", r"\bI['’]ve\s+(?:\w+ed|shown|sent|made|put)\b|\bI(?:['’]m|\s+am)\s+in\b", LOW),
    _row(
        "entity_causal",
        r"^(?:and\s+|but\s+|so\s+|that\s+|as\s+)?we(?:['’]ll)?\s+(?!(?:believe|think|hope|love|know|feel|all"
        r"|miss|look|sincerely|apologi[sz]e|thank|need|want|like|mean|get|do|did|are|could|would|should|can"
        r"|leverage|ask|live|won|have|had|tell|understand|appreciate|care|pride|strive)\b)\w+(?:\s+\S+){2,}",
        LOW,
        soft=True,
    ),
    _row(
        "entity_causal",
        r"\b(?:our|the|your|a|each|every|this|that|these)\s+(?:[\w’'-]+\s+){1,4}(?:comes?\s+(?:from|with)"
        r"|includes?|contains?|covers?|travels?|lasts|is\s+made|are\s+made|uses?|runs?\s+on|costs?|supports?"
        r"|integrates?\s+with|is\s+(?:still\s+)?plastic|are\s+held|will\s+be|has\s+been|(?:goes"
        r"|go)\s+(?:directly|straight)|has\s+(?:one|two|four))\b",
        LOW,
        soft=True,
    ),
    _row(
        "entity_causal",
        r"^we\s+can\s+(?!change|help|all|do|make)\w+\s+\w+|^(?:she|he|they)['’]d\s+just\b|^(?:she|he"
        r"|they)\s+(?:went|came|bought|studied|\w{3,}ed)\b",
        LOW,
        soft=True,
    ),
    _row(
        "entity_causal",
        r"\byou\s+(?:do\s?n['’]t|won['’]t)\s+(?:need|have)\b|^you(?:['’]ve)?\s+(?:signed|travelled|ordered"
        r"|bought|\w{4,}ed)\b|\bwon['’]t\s+match\b",
        LOW,
        soft=True,
    ),
    _row(
        "entity_causal",
        r"^(?:this|that|it)\s+(?:\w+\s+)?(?:is\s+(?:our|not\s+\w+ed)|includes?|comes\s+with|dries|contains?"
        r"|lasts?|works\s+(?:with|on))\b",
        LOW,
        soft=True,
    ),
    _row(
        "entity_causal",
        r"\bcan\s+(?:bring|cause|lead|ruin|destroy|kill|prevent|expect\s+to)\b|\b(?:kinder|better|worse"
        r"|safer)\s+(?:to|for)\s+(?:the|your)\b|\bout\s+of\s+poverty\b",
        MEDIUM,
        soft=True,
    ),
    _row(
        "entity_causal",
        r"\b(?:leads?\s+to|results?\s+in|causes?|caused\s+by|boosts?|increases?|reduces?|improves?|raises?"
        r"|cuts?|penalise|penalize|because\s+(?:they|it))\b",
        MEDIUM,
        soft=True,
    ),
    _row(
        "entity_causal",
        r"\b(?:only|limited\s+to)\b[^.]{0,20}" + _N + r"|\bno\s+credit\s+card\b|\bup\s+to\s+" + _N,
        MEDIUM,
        soft=True,
    ),
    _row(
        "entity_causal",
        r"\bproprietary\b|\bpatent[-\s]pending\b|\bstudied\b|\bper\s+cent\s+of\b|\bwas\s+tested\b"
        r"|\bwere\s+tested\b|\bby\s+card\b|\bwalking\s+distance\b|\bstairs\s+only\b",
        LOW,
    ),
)
