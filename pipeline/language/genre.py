"""How much a text reads like news of today rather than like a case file."""

import math
import re
from functools import lru_cache
from typing import Final

from pipeline.language.kk_genre import kazakh_newslike
from pipeline.language.lines import by_letters

_FILE: Final = re.compile(
    r"(?<!\w)(?:гр\.|гр-н|гр-к|тов\.|урож|г\. ?р\.|рожд|арест|допр|обвин|осужд|подсуд|пригов|свидет"
    r"|следств|следов|понят|протокол|справк|реабил|расстр|лагер|сослан|выслан|ссыл|этап|спецпос"
    r"|конфиск|кулак|колхоз|аул|волост|уезд|губерн|н?квд|унквд|огпу|мгб|итл|з/к|тройк|уполном"
    r"|ст\. ?58|ч\. ?\d|ук рсфср|конвой|комендат|опер\w*упол|б/п|ж[еи]на|отец|мать|сын|дочь|брат"
    r"|18\d\d|19[0-5]\d)",
    re.IGNORECASE,
)
_NEWS: Final = re.compile(
    r"(?<!\w)(?:(?:199|20[0-2])\d(?!\d)|(?i:процент|доллар|компани|сайт|сообща|агентств|президент"
    r"|чемпион|матч|евро(?!\w)|интернет|млн|млрд|миллион|миллиард|эксперт|аналитик|пресс-|премьер"
    r"|министр|парламент|депутат|выбор|партнер|рынок|рынк|акци|телекан|журналист|космическ|астронавт"
    r"|корпорац|израил|сша(?!\w)|мид(?!\w)|россии|российск|украин|команд|турнир|гонк|теракт)"
    r"|[A-Z][A-Za-z]{2,})"
)
_WEIGHT: Final = 2.0


@lru_cache(maxsize=4)
def newslike(text: str) -> float:
    """From -1 for a case file to 1 for news, by words that only one of them has."""
    if by_letters(text) == "kk":
        return kazakh_newslike(text)
    file, news = len(_FILE.findall(text)), len(_NEWS.findall(text))
    return math.tanh(_WEIGHT * (news - file) / (news + file + 1))
