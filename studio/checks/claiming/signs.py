"""What in a sentence speaks for or against a claim: the one place where the model's features are read off.

Teaching and scoring both come here, so that the two cannot drift apart. A sign is a short name such as `percent` or
`opinion`; beside the signs stand the words themselves and their pairs. Which of them weigh how much is learnt, not said
here: see `model`, and `tests/claims/train.py`.
"""

from functools import lru_cache
from typing import NamedTuple

import regex

from studio.core.claim import ClaimSeverity

_LISTS = {
    "number": """
        two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
        nineteen twenty thirty forty fifty sixty seventy eighty ninety twenty-two twenty-five dozen""",
    "big_number": "hundred hundreds thousand thousands million millions billion billions trillion trillions bn m k",
    "fraction": """
        half halved third thirds quarter quarters fifth tenth twice double doubled doubles triple tripled trebled fold
        majority most fewer average median proportion share rate rates ratio""",
    "percent": "percent percentage pct",
    "money": """
        dollar dollars cent cents pound pounds euro euros pence crowns price prices cost costs salary wage wages pay paid
        income revenue revenues profit profits loss losses fee fees budget funding""",
    "attribution": """
        said says told according reported reports report announced claimed claims found finds finding shows showed shown
        admitted testified concluded promised stated wrote warned denied called argued ruled estimate estimates estimated
        study studies survey poll polls data evidence researchers scientists experts economists analysts auditor commission
        inquiry""",
    "record": """
        voted votes vote signed vetoed passed opposed supported supports opposes favored favors introduced sponsored
        repealed funded appointed nominated pardoned endorsed blocked rejected approved refused banned abolished invaded
        attacked bombed bailed deleted hid lied borrowed sued fined convicted indicted arrested jailed resigned fired
        inherited negotiated eliminated cancelled canceled sold bought gave took sent hired outlawed enacted authorized
        deregulated privatized""",
    "change": """
        rose risen rise rises rising fell fallen fall falls falling grew grown grow grows growing growth increased increase
        increases increasing decreased decrease declined decline dropped drop drops dropping cut cuts cutting raised raise
        raises raising lost lose losing gained gain created create creates creating added adds reduced reduce reduces
        reducing expanded shrunk shrank shrinking soared surged jumped climbed improved worsened skyrocketed slashed up down
        higher lower lowered ended closed built opened""",
    "irregular_past": """
        was were had did went came got made took gave said told saw knew thought became began brought built bought caught
        chose drew drove fell felt fought found flew forgot froze grew held heard hid hit kept led left lent let lost met
        paid put ran rang read rose sat sent shook shot shut slept sold sought spent spoke stood stole struck taught threw
        understood won wore wrote broke cost cut beat swore swam sank shrank wound hurt quit spread split""",
    "perfect": """
        been done gone seen given taken written known grown shown built made lost had become begun broken chosen driven
        fallen flown forgotten frozen hidden risen spoken stolen sworn thrown worn won sold spent sent paid cut put held
        left kept brought bought raised""",
    "have": "have has had haven't hasn't hadn't i've we've they've you've he's she's there's",
    "trend": """
        since ago year years decade decades month months week weeks century today yesterday quarter annually yearly monthly
        period time history ever recent recently last past during until when under before after now still already""",
    "superlative": """
        best worst biggest largest smallest highest lowest greatest fastest longest oldest strongest weakest cheapest most
        least only first record leading top richest poorest safest toughest""",
    "comparison": """
        than more less fewer better worse higher lower faster slower larger smaller bigger greater unlike compared versus""",
    "causal": """
        because cause caused causes due led leads lead result resulted results therefore thanks driven prevents prevent
        boosts boost improves improve makes helps drives produces relieves protects removes kills slows speeds lowers saves""",
    "absolute": """
        always never every all none nobody everybody everyone nothing everything no any anything completely absolutely
        totally entirely""",
    "ever": "ever never",
    "negation": """
        not no never none nobody nothing neither nor don't doesn't didn't won't can't isn't wasn't aren't weren't haven't""",
    "opinion": """
        think believe feel hope guess suppose wish want love hate like believes feels hopes prefer doubt opinion agree
        disagree convinced suspect afraid proud glad happy sorry sure honored delighted excited""",
    "modal": """
        should would could must may might ought need needs shall can cannot couldn't shouldn't wouldn't mustn't i'd we'd
        you'd""",
    "future": "will i'll we'll you'll he'll she'll they'll it'll gonna going won't shall tomorrow",
    "courtesy": """
        thank thanks hello welcome good evening morning please sorry congratulations gentlemen ladies applause laughter
        bless goodbye dear hi sir ma'am greetings regards apologies honor pleasure grateful appreciate""",
    "second_person": "you your you're you'll you've yourself yours y'all",
    "first_person": "i me my i'm i've i'd i'll myself mine",
    "we": "we us our we're we've we'll we'd ours ourselves let's",
    "third_person": "he she his her him he's she's they their them they're they've himself herself",
    "asking": "who what why how when where which whose whom do does did is are was were can could would will should have has",
    "filler": "well now look so and but okay ok yes no yeah oh um listen frankly again first second finally sure",
    "order": """
        let look imagine tell give call click try remember think take get go come see make keep use choose add ask start put
        write read check turn press hold type enter select open close find visit join book buy shop sign bring stop don't
        never please consider suppose say wait wash pick set leave send pour mix share save tag follow learn discover
        contact believe talk meet listen""",
    "feeling": """
        great strong proud wonderful important disgrace freedom values hope dream heart faith trust courage leadership
        future together change vision believe moral honest honesty decent fair right wrong beautiful amazing incredible
        terrible disaster shame joy magic passion passionate perfect lovely special simple fresh warm real true truth soul
        destiny promise spirit strength weak tough smart nice fantastic tremendous ridiculous nonsense""",
    "praise": """
        brave bravest finest hero heroes heroic honor honored salute sacrifice greatness proudest blessed shameful shame
        scandal nightmare threat danger tired sick squeezed hurting suffering betrayal betrayed crossroads stake worth
        deserve deserves owe owed obligation duty moral responsibility conscience judgment character integrity""",
    "story": """
        father mother brother brothers sister sisters wife husband son sons daughter grandfather grandmother uncle aunt dad mom
        grandson granddaughter grandchildren friend neighbor neighbour baby boy girl lady fellow man woman kitchen dinner
        breakfast lunch supper wedding funeral church bus plane train car truck telephone phone letter hat shirt tie met talked
        remember remembered grew born raised married visited walked drove flew sat shook introduced learned dance lake beach
        morning afternoon evening night tonight summer backstage porch farm barn diner""",
    "condition": "if unless suppose imagine whether",
    "person_of_state": """
        president governor senator congressman mayor minister premier secretary chancellor administration congress senate
        house court government party democrats republicans democrat republican opponent judge attorney general chairman
        nominee candidate parliament council legislature regulator ministry department agency pentagon ambassador king""",
    "policy": """
        tax taxes taxed deficit debt surplus budget spending treasury economy jobs job unemployment unemployed employment
        inflation recession wages minimum poverty welfare social security medicare medicaid pension pensions insurance
        insured health hospital hospitals drug drugs prescription doctors nurses abortion schools school teachers tuition
        students education crime murder prison guns gun police border immigrants immigration illegal refugees visas trade
        exports imports tariff tariffs treaty agreement deal sanctions nuclear weapons missiles troops soldiers war military
        defense navy army terrorists terrorism intelligence oil gas energy coal solar climate emissions pollution epa farm
        farmers banks wall corporations companies manufacturing factories factory plants workers union unions middle class
        families veterans law laws bill act legislation amendment constitution plan program programs regulation regulations
        veto lobbyists ballots election elections voting turnout reform stimulus bailout mortgage housing homes""",
    "country": "america america's american americans country countries nation nations nation's world states",
    "body": """
        skin pain sleep weight blood heart liver joints muscle muscles immune hormones digestion wrinkles acne symptoms
        disease cancer diabetes vitamin calories patients clinical clinically inflammation""",
    "eco": """
        carbon emissions recycled recyclable compostable biodegradable organic sustainable plastic neutral renewable
        footprint""",
    "finance": "returns investment investors interest savings yield dividend mortgage loan loans shares fund funds apr",
    "certificate": """
        iso gdpr hipaa certified certificate accredited licensed insured registered approved patented compliant warranty""",
    "testimony": "trusted rated loved reviews stars testimonials recommended award awards voted winner shortlisted",
    "made": """
        made founded built run designed tested includes included contains comes uses lasts takes works holds covers sells
        employs delivers costs opens starts open free weighs fits stores ships""",
    "moderator": """
        question questions minutes minute seconds rebuttal answer respond response segment follow-up audience debate
        moderator turn topic subject finish""",
    "copula": "is are was were am be",
}  # fmt: skip
"""Words by sign; a word may carry several."""

_PHRASES = {
    "opinion_phrase": """
        i think|i believe|i feel|i hope|i want|i'd like|i would|we believe|we think|don't think|i happen|i suppose|i guess
        |i wish|i'm proud|am proud|i love|in my|we hope|i mean|i know|i say|my view""",
    "have_to": "have to|has to|got to|need to|needs to|ought to|we must|we should|going to|gonna be|want to|like to|try to",
    "let_me": "let me|let us|let's talk|if i|may i|can i",
    "named_source": "according to|report says|study found|office says|data show|said that|says that|told us|found that",
    "there_is": "there are|there were|there is|there was|there's been|there have|there has",
    "of_the": "of the|of our|of their|of all|out of|one of|number of|members of|percent of",
    "was_done": "was built|was made|were sent|was the|were the|is the|are the|has been|have been|had been",
    "time_span": "last year|last month|this year|last week|in the|years ago|per year|a year|a month|a day|every year|each year",
    "plan_of": """
        my plan|our plan|his plan|her plan|my opponent|his own|her own|my record|under my|under his|under this
        |under president""",
    "trusted_by": "trusted by|loved by|rated by|used by|recommended by|voted for|voted against|opposed to|in favor",
    "unnamed": "experts agree|studies show|studies have|scientists say|research shows|doctors recommend|it's known|well known",
}  # fmt: skip
"""Two words in a row that say more together than each alone."""

_PAIRS = {
    "amount": "past change future modal opinion question policy second_person moderator first_person",
    "past": "policy capital first_person third_person person_of_state we",
    "policy": "future modal opinion change third_person superlative",
    "record": "policy third_person first_person",
    "first_person": "future modal we story superlative policy",
    "we": "future modal superlative policy change",
    "story": "past amount third_person policy",
    "praise": "policy superlative past amount",
    "ever": "superlative past amount",
    "change": "trend have",
    "superlative": "trend capital",
    "copula": "policy feeling",
}
"""Signs that say more together than each alone. `amount` is any figure or number word, `past` any past or perfect verb."""

_WORDS: dict[str, tuple[str, ...]] = {}
for _name, _list in _LISTS.items():
    for _word in dict.fromkeys(_list.split()):
        _WORDS[_word] = (*_WORDS.get(_word, ()), _name)
_TOGETHER = {one: tuple(others.split()) for one, others in _PAIRS.items()}
_BIGRAMS = {" ".join(phrase.split()): name for name, phrases in _PHRASES.items() for phrase in phrases.split("|")}

_MARKS = " .,;:!?()[]{}\"'`*_#…-–—·•|/<>~"
_CLOSING = " )]\"'*_…"
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "—": " ", "–": " ", "…": " "})
_MONEY = regex.compile(r"[£$€]\d")
_FIGURE = regex.compile(r"[£$€+#-]?\d[\d.,:/]*")
_NOT_PAST = frozenset((
    "bed", "bleed", "breed", "exceed", "feed", "greed", "hundred", "indeed", "need", "proceed", "red", "sacred", "seed",
    "shed", "speed", "succeed", "weed",
))  # fmt: skip
_NOT_MOST = frozenset((
    "chest", "forest", "guest", "harvest", "honest", "interest", "invest", "modest", "nest", "protest", "request", "rest",
    "suggest", "test", "west",
))  # fmt: skip
_NOT_MORE = frozenset((
    "after", "another", "either", "ever", "however", "never", "number", "other", "over", "under", "whether",
))  # fmt: skip
_AMOUNTS = frozenset(("figure", "number", "big_number", "percent", "fraction"))
_PAST = frozenset(("past_verb", "irregular_past", "perfect"))
_LONGEST = 36
_LENGTHS = [[f"{least}_words" for least in (4, 7, 10, 14, 19, 26, _LONGEST) if count >= least] for count in range(_LONGEST + 1)]
_CAPITALS: tuple[list[str], ...] = (
    [],
    ["capital"],
    ["capital", "2_capitals"],
    ["capital", "2_capitals"],
    ["capital", "2_capitals", "4_capitals"],
)
_SUMS: tuple[list[str], ...] = ([], ["amount"], ["amount", "2_amounts"], ["amount", "2_amounts", "3_amounts"])
_PASTS: tuple[list[str], ...] = ([], ["past"], ["past", "2_pasts"])
_NO_NAMES = frozenset(("I", "I'm", "I've", "I'd", "I'll", "America", "America's", "American", "Americans", "God"))
"""Capitals that name nobody in particular: speakers call upon their country in claims and in prayers alike."""


class _Token(NamedTuple):
    """What a token says wherever it stands: how it counts as a word, its signs, and whether it is a sum, a past or a name."""

    word: str
    signs: tuple[str, ...]
    is_amount: bool
    is_past: bool
    is_capital: bool


@lru_cache(maxsize=50_000)
def _token(token: str) -> _Token:
    """Read what stands between two spaces: `2014,` counts as the word `<year>`, `£40,000` as `<figure>`, `Jobs` as `jobs`."""
    bare = token.strip(_MARKS)
    word, signs = bare.lower(), list[str]()
    if _MONEY.search(bare):
        signs.append("money")
    if "%" in bare:
        signs += ["percent", "figure"]
    if figure := _FIGURE.match(bare):
        is_year = len(word) == 4 and word.isdigit() and word[:2] in ("17", "18", "19", "20")
        signs += ["figure", "year"] if is_year else ["figure", "long_figure"] if len(figure[0]) > 2 else ["figure"]
        word = "<year>" if is_year else "<figure>"
    else:
        signs += _WORDS.get(word, ())
        if len(word) > 4 and word.endswith("ed") and word not in _NOT_PAST:
            signs.append("past_verb")
        elif len(word) > 4 and word.endswith("est") and word not in _NOT_MOST:
            signs.append("superlative")
        elif len(word) > 4 and word.endswith("er") and word not in _NOT_MORE:
            signs.append("ends_in_er")
        if "number" in _WORDS.get(word.partition("-")[0], ()):
            signs.append("number")
    is_capital = bare[:1].isupper() and bare not in _NO_NAMES
    return _Token(word, tuple(signs), not _AMOUNTS.isdisjoint(signs), not _PAST.isdisjoint(signs), is_capital)


def of(sentence: str, heaviest: ClaimSeverity | None = None) -> tuple[set[str], set[str]]:
    """Read a sentence.

    Args:
        sentence: any text; more than one sentence is read as one.
        heaviest: the severity of the heaviest claim that a rule found in it.
    Returns:
        Its signs, and its words and pairs of neighbouring words in lower case, `^` standing for the beginning and `<name>`
        for every capitalised word behind it.
    """
    if not sentence.isascii():
        sentence = sentence.translate(_PLAIN)
    signs = {"rule_" + heaviest.value} if heaviest else {"no_rule"}
    words = set[str]()
    before, capitals, amounts, pasts, count = "^", 0, 0, 0, 0
    for word, its, is_amount, is_past, is_capital in map(_token, sentence.split()):
        if not word:
            continue
        pair = before + " " + word
        if pair in _BIGRAMS:
            signs.add(_BIGRAMS[pair])
        if not count:
            signs.update(["opens_" + sign for sign in its])
        elif is_capital:
            capitals += 1
            word, pair = "<name>", before + " <name>"
        words.add(word)
        words.add(pair)
        if its:
            signs.update(its)
            amounts += is_amount
            pasts += is_past
        count += 1
        before = word
    signs.update(_LENGTHS[min(count, _LONGEST)])
    signs.update(_CAPITALS[min(capitals, 4)])
    signs.update(_SUMS[min(amounts, 3)])
    signs.update(_PASTS[min(pasts, 2)])
    end = sentence.rstrip(_CLOSING)[-1:]
    if end == "?":
        signs.add("question")
    elif end == "!":
        signs.add("exclamation")
    if "than" in words:
        signs.add("than")
    for one, others in _TOGETHER.items():
        if one in signs:
            for other in others:
                if other in signs:
                    signs.add(one + "+" + other)
    return signs, words
