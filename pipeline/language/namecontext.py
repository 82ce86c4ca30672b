"""Words before and after a capitalised word that say it is a person, or that it is not."""

import re
from typing import Final

# Ranks, posts and kinship words of the case files, and form fields whose answer is a name.
_POST: Final = (
    r"лейтенант\w*|л-т\w*|г\. ?б\.|капитан\w*|сержант\w*|майор\w*|полковник\w*|старшин\w+"
    r"|комендант\w*"
    r"|\w*уполном\w*\.?|уполн\.|опер\.|следовател\w+|прокурор\w*|судь[яиюе]\w*|пом\.|зам\.|врид"
    r"|нач\.|начальник\w*|сотрудник\w*|секретар\w+|председател\w+|пред\w*ком\w*|инспектор\w*"
    r"|директор\w*|бригадир\w*|заведующ\w+|завхоз\w*|счетовод\w*|бухгалтер\w*|учител\w+|врач\w*"
    r"|фельдшер\w*|надзирател\w+|конвоир\w*|переводчик\w*|эксперт\w*|нарком\w*|член\w*"
    r"|\w*уәкіл\w*|прокурор\w*|төраға\w*|хатшы\w*|басты[қғ]\w*|тергеуші\w*|судья\w*"
    r"|меңгеруші\w*|есепші\w*|мұғалім\w*|қызметкер\w*|госбезопасности|милиции"
)
_ADDRESS: Final = (
    r"гр|гр-н\w*|гр-к\w*|гражд\w*|граждан\w+|тов|т\.т|товарищ\w*|арестованн\w+|обвиняем\w+"
    r"|подсудим\w+|осужд[её]нн\w+|заключ[её]нн\w+|подследственн\w+|свидетел\w+|понят\w+|мулла\w*|ишан\w*"
    r"|допросил\w*|допрошен\w*|составил\w*|принял\w*|верно|перевел\w*|утверждаю|подпись[^\n]{0,40}:"
    r"|муж\w{0,3}|жен[аыеуо]й?|сын\w{0,3}|доч\w+|дочери|отец|отц\w+|мать|матери|брат\w{0,3}"
    r"|сестр\w+|вдов\w+|дяд\w+|т[её]т\w+|племянни\w+|бра?тья|снох\w+|зят\w+"
    r"|(?:вы[шщ]е)?(?:означ|назв|указ|упомяну)(?:енн|анн|т)(?:ый|ого|ому|ым|ом|ая|ой|ую)|нек(?:ий|его|ему|им|ая|ую)"
    r"|некоего|некоему|покойн(?:ый|ого|ому|ая|ой)"
    r"|фамилия(?:[, ]+имя)?(?:[, и]+отчество)?|имя(?:[, и]+отчество)?|отчество|ф\. ?и\. ?о\.?"
    r"|азамат\w*|айыпталушы\w*|куә\w*|куәгер\w*|жолдас|молда|қолы|мен,"
    r"|фамилиясы|аты(?:, әкесінің аты)?|әкесінің аты|аты-жөні|есімі"
    r"|күйеуі\w*|әйелі\w*|әкем|әкесі|анам|анасы|шешем|шешесі|інім|іні[нң]із|інісі|аға[мс]\w*"
    r"|қызым|ұлым|ұлы|баласы|үлкені|кенжесі|келіні\w*|қарындас\w+|апам|апасы|көкем|атам|әжем"
    r"|(?:әке|шеше|аға|ата|апа|нағашы)м[ыі]з"
    r"|балам|жеңге[мс]\w*|жұбайы\w*|немересі|жиені|нағашы[мс]\w*|құдасы|досым?|көршім?і?з?"
    r"|туысы\w*|серігі\w*|тұтқын|қамаудағы|күдікті|қашқын|тыңшы"
)
# What people were by trade, estate or office of faith, said right before the name.
_TRADE: Final = (
    r"крестьян(?:ин|к)\w*|колхозни[кц]\w*|рабоч(?:ий|его|ему|им)|служащ(?:ий|его|ему|им)|батрак\w*"
    r"|середняк\w*|бедняк\w*|кулак\w{0,2}|ба[йяюе]|чабан\w*|пастух\w*|торгов(?:ец|ц\w*)|студент\w*"
    r"|красноармее?ц\w*|милиционер\w*|священник\w*|псаломщик\w*|дьякон\w*|(?:иеро|схи)?монах\w*|монахин\w+|иере[йяюе]\w?|протоиере\w+|архимандрит\w*|игумен\w*|епископ\w*"
    r"|раввин\w*|кс[её]ндз\w*|пастор\w*|имам\w*|ахун\w*|хаджи|шаруа\w{0,3}|колхозшы\w*"
)
_PERSON_WORD: Final = re.compile(rf"{_POST}|{_ADDRESS}|{_TRADE}", re.IGNORECASE)
_BEFORE: Final = re.compile(
    rf"(?<![\w-])(?:{_POST}|{_ADDRESS}|{_TRADE})\.?\s*[—:–-]?\s*[«\"(]?\s*$", re.IGNORECASE
)
_POST_BEFORE: Final = re.compile(
    rf"(?<![\w-])(?:{_POST})(?:(?!\n|;|:|,| - |\. [{'А-Я'}][а-я]{{3,}}|[а-я]{{5,}}\.).){{0,90}}$",
    re.IGNORECASE,
)
# «по обвинению», «в отношении»: of whom a paper is; the word after is rarely no person.
_SUBJECT: Final = re.compile(
    r"(?<![\w-])(?:в отношении|по (?:обвинению|делу)|показани(?:я|ями|ям|й)|допрос[ае]?"
    r"|жалоб[аеуы]|заявлени[еяю]|вин[аыу]|приговор (?:в отношении|над)|на имя)\s+[«\"]?$",
    re.IGNORECASE,
)
_SECURITY: Final = re.compile(
    r"(?<!\w)(?:У?НКВД|О?ГПУ|У?МГБ|У?КГБ|У?МВД|УНКГБ|УГБ|г[./]? ?б\.?|ГБ|РО|ГО|ДТО|ОО)\s+$"
)
_KINSHIP_OR_FIELD: Final = re.compile(rf"(?<![\w-])(?:{_ADDRESS})\.?\s*[—:–-]?\s*$", re.IGNORECASE)
_PLACE_BEFORE: Final = re.compile(
    r"(?<![\w-])(?<!\d )(?:(?:г|с|ст|р|кол|пер|уч)\.|гор\.?|город\w*|сел[оаеу]|станци\w+"
    r"|пос\.?|пос[её]л\w+|дер\.?|деревн\w+|аул\w*|колони\w+|у[лд]\.?|улиц\w+|просп\.?|бульв\w*|площад\w+|рек[аиеу]"
    r"|оз\.|озер\w+|хут\.?|хутор\w*|урочищ\w+|рудник\w*|имени|им\.?|колхоз\w*|совхоз\w*"
    r"|станиц\w+|полигон\w*|участ\w+|пароход\w*)"
    r"\s*[«\"]?\s*$",
    re.IGNORECASE,
)
_PLACE_AFTER: Final = re.compile(
    r"\s+(?:(?:аудан|облыс|қала|уез|болыс|ауыл|село|поселк|станс|станц|округ|губерн|өлке|түрме"
    r"|бөлімше|кент|лагер|темір жол|көше|колхоз|респуб|өзен|көлі(?!к)|теңізі|тауы(?!қ)|асуы"
    r"|шатқалы|жайлауы|қыстауы|кеніш|шахтасы|бекеті|разъез|маңын|маңай|төңірег|тұрғын[ыд]"
    r"|тумас|зауыт|фабрика(?!нт)|комбинат)\w*|ССР|АССР|(?:район|област|обл\.|р-н|р\."
    r"|уезд"
    r"|волост|губ|округ|окр\.|кра[йяюе]|республик|сельсовет|аулсовет|улиц|тюрьм|отделени"
    r"|ж\. д)\w*)",
    re.IGNORECASE,
)
_BORN_AFTER: Final = re.compile(
    r"\s*(?:\([^)\n]{2,40}\)\s*)?[,|\"‚.]?\s*(?:(?:ок\.|около|шамамен)\s*)?\d{4}\s*(?:[,|]|г\.? ?р"
    r"|г\. рожд|год|г\.|ж\. ?т|жылы)"
)
_ADJECTIVE: Final = re.compile(r"[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую)$")
_WORD_AFTER: Final = re.compile(r" (?![А-ЯЁ]\.)(?!и |в |на |с |к )\w{2}")
_NUMBER_BEFORE: Final = re.compile(r"(?:^|\n)\s*\d{1,3}\s*[.)|]\s*$")
_SENTENCE_START: Final = re.compile(r"(?:^|\n|[.!?:»]\s)\s*[«\"(]?$")
# «Бөкен деген жігіт», «Бөкен ақсақалдың»
_CALLED_AFTER: Final = re.compile(
    r"\s+(?:деген(?:\s\w+)?\s(?:жігіт|кісі|адам|шал|қарт|молда|бай|мұғалім|көрші|әйел|қыз|бала)"
    r"|(?:бай|би|қарт|молда|ахун|қажы|ишан|ақсақал|батыр|мырза|апай|ағай|әже|жолдас)"
    r"(?!\w*(?:лық|лік)))",
)
# «Тәркіленген бай»
_PARTICIPLE: Final = re.compile(r"[лн](?:ған|ген)$")
_CONTEXT: Final = 110
_SPEAKER: Final = re.compile(r"\w+[ое]ва?: ")
_BRACKET_BEFORE: Final = re.compile(r"[(/]\s?$")
_BRACKET_AFTER: Final = re.compile(r"\s?[)/][ \t]*(?:\n|$)")


def is_person_word(word: str) -> bool:
    """Whether the word itself is a rank, post, kinship word, form of address or name field."""
    return bool(_PERSON_WORD.fullmatch(word))


def follows_person_word(text: str, start: int) -> bool:
    """Whether a rank, post, kinship word, form of address or name field stands right before."""
    return bool(_BEFORE.search(text[max(0, start - 50) : start]))


def follows_address(text: str, start: int) -> bool:
    """Whether a kinship word, form of address or name field, but no post, stands right before."""
    return bool(_KINSHIP_OR_FIELD.search(text[max(0, start - 50) : start]))


def follows_subject(text: str, start: int) -> bool:
    """Whether the words before say whose paper, guilt or testimony it is: «по обвинению»."""
    return bool(_SUBJECT.search(text[max(0, start - 40) : start]))


def follows_security(text: str, start: int) -> bool:
    """Whether the acronym of a security body stands right before: «дант УНКВД Пронькин»."""
    return bool(_SECURITY.search(text[max(0, start - 12) : start]))


def is_called_after(text: str, end: int) -> bool:
    """Whether words of Kazakh that follow name a person: «деген жігіт», «ақсақал»."""
    return bool(_CALLED_AFTER.match(text, end)) and not _PARTICIPLE.search(
        text, max(0, end - 20), end
    )


def follows_post(text: str, start: int) -> bool:
    """Whether a post and its body stand before in the same clause: «нач. окротдела ОГПУ X»."""
    return bool(_POST_BEFORE.search(text[max(0, start - _CONTEXT) : start]))


def is_signature(text: str, start: int, end: int) -> bool:
    """Whether it stands in brackets at the end of the line of a post: «Нач. тюрьмы (Круглик)»."""
    bracket = _BRACKET_BEFORE.search(text[max(0, start - 2) : start])
    end -= text[start:end].endswith((")", "/"))
    if not bracket or not _BRACKET_AFTER.match(text, end):
        return False
    return follows_post(text, max(0, start - 2) + bracket.start())


def is_speaker(text: str, start: int, end: int) -> bool:
    """Whether a surname begins the line of what somebody says: «Омаров: Жоқ, өтірік.»."""
    return bool(_SPEAKER.match(text, start, end + 2)) and is_sentence_start(text, start)


def is_place_context(text: str, start: int, end: int) -> bool:
    """Whether a place's or body's kind word stands before or after."""
    before = text[max(0, start - 20) : start]
    return bool(_PLACE_BEFORE.search(before) or _PLACE_AFTER.match(text, end))


def follows_place_word(text: str, start: int) -> bool:
    """Whether a place's or body's kind word stands before."""
    return bool(_PLACE_BEFORE.search(text[max(0, start - 20) : start]))


def is_adjective(text: str, start: int, end: int) -> bool:
    """Whether a word in -ский has the word it describes after it: «Балхашского отдела»."""
    return bool(_ADJECTIVE.search(text[start:end]) and _WORD_AFTER.match(text, end))


def precedes_place_word(text: str, end: int) -> bool:
    """Whether a place's or body's kind word stands right after, so that the word is its name."""
    return bool(_PLACE_AFTER.match(text, end))


def is_listed(text: str, start: int, end: int) -> bool:
    """Whether the word is an entry of a numbered list or table, or a year of birth follows it."""
    if _BORN_AFTER.match(text, end):
        return True
    return bool(_NUMBER_BEFORE.search(text[max(0, start - 12) : start])) and text[
        end : end + 1
    ] in {
        ",",
        "|",
    }


def is_sentence_start(text: str, start: int) -> bool:
    """Whether a capital at this offset says nothing, because a sentence or line begins."""
    return bool(_SENTENCE_START.search(text[max(0, start - 6) : start]))
