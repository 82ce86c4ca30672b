"""Text of strangers, such as names of files, made fit for every screen, table and database."""

import re
import unicodedata
from typing import Final

# Controls and line ends, what turns the direction of writing over (a name could look like another),
# and halves of characters, by which Python writes bytes that are no UTF-8.
_NO_TEXT: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def printable(text: str) -> str:
    r"""One line in NFC; what is no text is written as an escape, such as \n."""
    escaped = _NO_TEXT.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
    return unicodedata.normalize("NFC", escaped)
