"""How much a Kazakh text reads like news of today rather than like a file of the time."""

import re
from typing import Final

from pipeline.language.kk_features import fold, is_case_file

# In folded letters, see `fold`. Names of the country and its cities stand in files, too, people
# are called («шақырылды») before the commandant, and «Әкімжан» is no «әкім».
_NEWS: Final = re.compile(
    r"(?<!\w)(?:миллион|миллиард|млн|млрд|тенге|президент|министр|аким(?:дик|дер|н|г|и|(?!\w))"
    r"|депутат|маслихат|мажилис|сенат|укимет|елорда|астан|нур-султан|чемпион|турнир|команда|доллар|евро|процент|пайыз"
    r"|компани|банк|интернет|сайт|телеарн|телекан|тилши|коронавирус|вирус|инфекц|эпидеми|карантин"
    r"|вакцин|спорт|мектеп|балабакша|турист|инвест|жоба|багдарлама|бизнес|касипкер"
    r"|экономик|нарык|сайлау|парти|туркия|ресей|кытай|акш|курылыс|халыкарал|аймак|онир"
    r"|былтыр|биыл|бугин|дейди)"
)
# Papers of today about files: «мұрағатшы», «№ 7 қор, 2-тізбе», «ақтау туралы».
_ARCHIVE: Final = re.compile(
    r"(?<!\w)(?:мурагат|архив|тизбе(?!к)|актау туралы|кугын-сургин|репресси|саяси кугын)"
)
_NEW_YEAR: Final = re.compile(r"(?<!\d)(?:199|20[0-2])\d(?!\d)")


def kazakh_newslike(text: str) -> float:
    """-1 for a file, 1 for news, 0 where nothing tells."""
    folded = fold(text)
    if is_case_file(text) or _ARCHIVE.search(folded):
        return -1.0
    return 1.0 if _NEW_YEAR.search(text) or _NEWS.search(folded) else 0.0
