"""The pieces that date patterns are made of: years, days, months, edges; repetitions bounded."""

from typing import Final

from models.dates.grammar.lexicon import FROM, Kind, symbols

ANY_MONTH: Final = symbols(
    Kind.RUSSIAN, Kind.SHORT, Kind.KAZAKH, Kind.DAMAGED, Kind.MONTH_OR_ZODIAC
)
SOUND_MONTH: Final = symbols(Kind.RUSSIAN, Kind.SHORT, Kind.KAZAKH, Kind.MONTH_OR_ZODIAC)
NAMED_MONTH: Final = symbols(Kind.RUSSIAN, Kind.KAZAKH, Kind.DAMAGED, Kind.MONTH_OR_ZODIAC)
SHORT_MONTH: Final = symbols(Kind.SHORT)
DAMAGED_MONTH: Final = symbols(Kind.DAMAGED)
ZODIAC: Final = symbols(Kind.ZODIAC)
SEASON: Final = symbols(Kind.SEASON)
KAZAKH: Final = "[а-яәғқңөұүһі]"

# -- edges: a date is no part of a word, of a number («№ 5/X») or of a longer dotted figure -------
LEFT: Final = r"(?<!\w)(?<!№)(?<!№ )(?<!\d[.,/])"
RIGHT: Final = r"(?!\w)"
NO_MORE_DIGITS: Final = r"(?![./-]?\w)"

# -- years -----------------------------------------------------------------------------------------
# «193!» may be 1931 or 1932, so a mark is no last figure.
Y4: Final = r"[12iіlт!|][0789о][0-9oозэбƃчваеiіlт|©]{2}"
# Beside a month or the word «год» also what only a year can be: «1З37», «1037».
# A 4 is read as 48 («193485», «19482»), so five figures can be a year, too.
Y4_DAMAGED: Final = (
    r"(?:[1iіlт!|][0-9oоздэбƃчвgqсs©][0-9oозэбƃчваеiіlт|©]{2}"
    r"|19(?:48[0-9оoзб]|[0-9оoз]48)|18(?:48\d|948))"
)
Y4_SOUND: Final = r"(?:1[789]|20)\d\d"
Y2: Final = r"(?:\d[0-9озoбƃваiіl©]|[озo]\d)"
UNREADABLE: Final = r"(?:\[[?.]{0,3}\]|\[\?|[?…]|_{1,3}|\.{2,3})"
Y_MASKED: Final = rf"[1iіт][789](?:[0-9аз]{UNREADABLE}|(?:\[\?\]|[?_])\d|{UNREADABLE}{{1,2}})"
YEAR_STEM: Final = r"(?!го[лп]ов)[гrт][оo0с][длцn]"  # «году», read as «голу», «тоду»
BIRTH: Final = (
    rf"(?:(?:[гrт]|{YEAR_STEM}[а-я]?)[.,:/]? ?"
    r"(?:[рp]ождень?[ияе]{1,2}|\w[оа0][жхк][длц][еос][нпи][инп][яеийн]|р(?:[оеа][жхкнд](?:[длц](?:ен)?)?)?\.?)"
    r"(?![\w-])"
    r"|\. ?рожд[а-я]{0,5}\.?|рожд(?:\.|ения)|[рп][.,] ?р(?:\.|ожд[а-я]{0,5}\.?)"  # «1896 р. р.»
    r"|[гr]\. ?\w\.(?=,)"  # «1889 г. о.,»
    r"|(?:ж[.,:]?|жыл[ыд]|жыл[гғ]ы) ?(?:т[.,]|т(?!\w))"
    r"|(?:[жнкдхм][.,:]?|ж\w{1,2}[ыдимн]|жыл[гғ]ы) ?(?:т[уүұ][гғ]ан|туыл[гғ]ан)|ту[гғ]ан"
    r"|[дкнх][.,] ?т[.,]|п[.,/] ?р[.,](?!\w)|р/р)"
)
RUSSIAN_YEAR: Final = (
    rf"(?:[гr][.,]?г\.?|п?гг\.|[гr]:(?= )|{YEAR_STEM}(?:а|у|ом|е|[ыим]|ов|ах|ам)?"
    r"|(?:г\w[дл]|\w?од|го\w)[ау]|[гr][инпойть]|[гr]\.?"
    rf"|[пр]\.(?= ?(?:по |до |ст|вкл|{ANY_MONTH}|\d\d? {ANY_MONTH})))"
)
NUMBERED: Final = r"(?:-? ?(?:[ыі]?н?[шч][ыіи] ?|[ыі] ?)?)"  # «1937-нші жыл», «1937-жылы»
KAZAKH_YEAR: Final = (
    rf"(?:{NUMBERED}ж(?:ы[мн]?|м)л(?!дар){KAZAKH}{{0,6}}|ж[.,]? ?ж\.?|ж\.|ж(?= \d\d? {ANY_MONTH})"
    rf"|(?:ж[и:,]|[днкх][.,:])(?= ?[\d\"]| {ANY_MONTH})"
    r"|(?:-nci |-nçi )?(?:[cç]ьl|j[yı]l)[a-zьꞑəğǵñńı]{0,5}|جىل[\u0620-\u06d3]{0,5})"
)
SHORT_KAZAKH_YEAR: Final = r"(?:-? ?(?:[ыі]?н?[шч][ыіи] ?)?)жыл(?:ы|[ғг]ы|ды[ңн])"
KAZAKH_YEARS: Final = rf"[жнхк][ыим]л[дл][аеи]р{KAZAKH}{{0,6}}"
# A blank, or what OCR made of it.
# «в 1937-м году», «летом 1937-го»
ENDED: Final = r"(?:(?:м|го|й)(?= го)|-(?:[гтрп][ое]|ого|м|ом|му|й|ый)(?!\w))?"
GAP: Final = r"(?: |[^\W\d_](?=г(?:[.о]|(?!\w))|жыл|ж\.)|[.:(\"](?=год|жыл))?"
YEAR_WORD: Final = rf"{GAP}(?:(?P<birth>{BIRTH})|{RUSSIAN_YEAR}|{KAZAKH_YEAR}){RIGHT}"
_OF_YEAR: Final = r"[^\W\d_]?(?:го\wа|год\w|\w?ода|г\wда|гоа|год|г\.)"
_ZHYL: Final = r"(?:ж(?:ы[лнд]|[ими]л|ымл)|[хнк][ыим]л)"
THIS_YEAR: Final = (
    r"(?:с[.,:] ?г[.,:]?|с/г\.?|сг\.|т\. ?г[.:]|т/г\.?"
    rf"|(?:се\w?о|с[иоа]го|текущего|этого|нынешнего|ст\.) ?{_OF_YEAR}"
    rf"|(?:осы|б[иы][ыий]лғы|ағымдағы|үстіміздегі) {_ZHYL}{KAZAKH}{{0,5}}|ж\. ?ж\."
    r"|б[иы][ыий]л(?:ғы)?)"
)
_LAST: Final = r"б[ыимй]{0,2}[лд]т[ыимй]р"
LAST_YEAR: Final = (
    rf"(?:(?:прошлого|прош\.|минувшего|минувш\.|истекшего) ?{_OF_YEAR}|пр?\. ?г\."
    rf"|(?:[өеәо]тк[еөоя][нвя] ?|{_LAST}ғы ){_ZHYL}{KAZAKH}{{0,5}}|{_LAST}(?:ғы)?)"
)
SAME_YEAR: Final = rf"(?:(?:того|этого) же ?(?:года|г\.)|(?:дәл )?сол жыл{KAZAKH}{{0,5}})"
UNWRITTEN_YEAR: Final = rf"(?:(?P<this>{THIS_YEAR})|(?P<last>{LAST_YEAR})|(?P<same>{SAME_YEAR}))"
WRITTEN_YEAR: Final = (
    rf"(?P<y4>{Y4}){ENDED}(?:{YEAR_WORD}|{RIGHT})"
    rf"|(?P<y4d>{Y4_DAMAGED})(?: ?(?:{RUSSIAN_YEAR}|{KAZAKH_YEAR}))?{RIGHT}"
    rf"|(?P<ymask>{Y_MASKED})(?:{GAP}(?:{RUSSIAN_YEAR}|{KAZAKH_YEAR}))?{RIGHT}"
    rf"|(?:(?P<y3>[89]\d\d){ENDED}|(?P<y3b>1[0-4]\d)) ?(?:{RUSSIAN_YEAR}|{KAZAKH_YEAR}){RIGHT}"
    rf"|(?P<ysplit>1(?: 9\d\d|[89]\d? ?\d?\d)) ?{RUSSIAN_YEAR}{RIGHT}"
    rf"|\"?(?P<y2>{Y2})(?:{ENDED} ?(?:(?P<birth2>{BIRTH})|{RUSSIAN_YEAR}){RIGHT}|-го(?!\w)"
    rf"|{SHORT_KAZAKH_YEAR}{RIGHT})"
)
YEAR: Final = rf"(?:{WRITTEN_YEAR}|{UNWRITTEN_YEAR}{RIGHT})"
BEFORE_YEAR: Final = (
    r"(?:(?:\?(?= )| ?[\[(]\?[\])]| ?\(?(?:по )?(?:ст|н)\. ?ст\.\)?)?[ ,.-]{0,3}"
    r"(?:(?:сего|текущего|этого|прошлого|минувшего|того же),? |с\. )?)"
)
_LIKE_FIGURES: Final = r"[0-9oозiіlтаƃб!|]{3,5}"
NO_YEAR_NEXT: Final = (
    rf"(?!{BEFORE_YEAR}(?:(?=\S{{0,2}}\d){_LIKE_FIGURES}[^\W\d_]{{0,6}}|{_LIKE_FIGURES}\w?"
    r"|\d\d-го|\d\w? ?[гrжпр]?[.:](?! ?\d))(?!\w))"
)


# -- days ------------------------------------------------------------------------------------------
# «1!» and «!5» have two readings, «3!» one.
NUMBER: Final = r"(?:48|\d[0-9oозбƃва©]|[iіlзоoт|]\d|[ƃʌ]|\d[iіl|]|3!|[0-9iіlз])"
ORDINAL: Final = (
    r"(?: ?- ?(?:[гтрп]?[ое]|ого|ое|ье|[ысіш][а-яңғқәіүұө]{0,5}|[а-я][ыіи]"
    r"|[ин][нш][а-яі]{1,4})(?!\w)"
    r"|(?<=\d)(?:-|\.го(?!\w)))?"
)
ILLEGIBLE: Final = (
    r"(?:[\[(](?:неразб|нрзб|нечит|не чит|оқылма|\?{1,3}|\.{2,3}|…)[а-яәғқңөұүһі .]{0,10}[\])]"
    r"|(?<!\w)нрзб\.?|\"(?:неразб|нрзб|нечит)[а-я.]{0,9}\")"
)


def day(name: str, *, illegible: bool = True) -> str:
    """A day with the quotes of a form around it, readable, half readable or left blank."""
    blank = r"\"[ _.]{1,6}\"|_{2,6}" + (rf"|\?\?|{ILLEGIBLE}" if illegible else "")
    half = r"\d(?:\[\?\]?|\[\]|\?\]|_|\?)|(?:\[\?\]|[?_])[\dʌƃ]"
    written = rf"(?P<{name}>{blank}|{half}|\[\d{{1,2}}\]|{NUMBER})"
    return rf"(?:\" ?)?(?!з[ыі]){written}(?:(?:го|ое|ы|і|ында|інде)|(?!\w) ?\"?{ORDINAL})(?!\w)\"?"


DAY_WORDS: Final = (
    r"(?: ?(?:числа|число|дня|се\w?о|сго|с\.|текущего|месяца|мес\.|м-ца|м-ц|[мнвши][.,]|м )){0,3}"
)
DAY_FILLER: Final = rf"(?: ?\(\?\))?{DAY_WORDS}[ ,./-]{{0,2}}"
_MONTH_WORD: Final = (
    r"ай(?:[ыі]|ын[ыда]\w{0,3}|дың|да|дан|лар\w{0,4})"  # not «айыпкер», the accused
)
_OF_MONTH: Final = rf"(?:[мнвши][-.][цнйп][аео]?|мц[аео]?|месяц[ае]?|мес\.?|м\.|{_MONTH_WORD})"
MONTH_FILLER: Final = rf"[.{FROM}]?(?: ?(?:{_OF_MONTH}(?!\w)|[мн]-ц[аео]?(?=\d)))?"
A_DAY: Final = day("d")
MONTH: Final = rf"(?P<m>{ANY_MONTH}){MONTH_FILLER}"

# -- Roman months ----------------------------------------------------------------------------------
ROMAN: Final = (
    r"(?P<roman>[хxкvуyiіlт1!|\\пшин7]{1,5}|1?\\[/уyv]1{0,3}|[хxiіlт1!|]{2,3}е|1[02]|19|\d)"
)
ROMAN_DAY: Final = rf"\"?(?P<d>{NUMBER})\"?(?:го(?!\w)|{ORDINAL})"
ROMAN_YEAR: Final = (
    rf"(?:(?P<y4>{Y4})(?:{YEAR_WORD}|{NO_MORE_DIGITS})"
    rf"|(?P<y4d>{Y4_DAMAGED}) ?{RUSSIAN_YEAR}{RIGHT}"
    rf"|(?:(?P<y3>[89]\d\d)|(?P<y3b>1[0-4]\d)) ?(?:{RUSSIAN_YEAR}|ж\.){RIGHT}"
    rf"|'?(?P<y2>{Y2})(?:(?: |[^\W\d_](?=г\.))?(?:(?P<birth2>{BIRTH})|{RUSSIAN_YEAR}|ж\.){RIGHT}"
    rf"|{NO_MORE_DIGITS}))"
)
NUMERIC_YEAR_END: Final = rf"(?:{YEAR_WORD}|{NO_MORE_DIGITS})"
