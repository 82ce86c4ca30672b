"""What is wrong with what somebody asked for, on the command line or in the reading room."""

from models.errors.kinds import add_kind
from models.i18n import N_

ARGUMENT_INVALID = add_kind(
    "argument-invalid",
    N_("An argument is not valid"),
    N_("Run the command with --help."),
)
INPUT_INVALID = add_kind(
    "input-invalid",
    N_("Standard input cannot be read"),
    N_("Give it lines of text in UTF-8; iconv turns other encodings into it."),
)
QUERY_INVALID = add_kind(
    "query-invalid",
    N_("The query cannot be read"),
    N_(
        "Close every quote, put a word on both sides of AND and OR;"
        " fields are person:, place:, org:, date:, type:, fond:, article: and others."
    ),
)
LIST_INVALID = add_kind(
    "list-invalid",
    N_("The list of names cannot be read"),
    N_("Save it as CSV or plain text with a name on each line, headings in the first line if any."),
)
LIST_TOO_LONG = add_kind(
    "list-too-long",
    N_("The list of names is too long"),
    N_("Part it into several lists."),
)
LISTS_BUSY = add_kind(
    "lists-busy",
    N_("Too many lists of names are waiting"),
    N_("Try again when the others are done, or use `aigaq bulk` on the machine itself."),
)
LIST_FAILED = add_kind(
    "list-failed",
    N_("A list of names failed in a way nobody foresaw"),
    N_("Report it with the traceback that `aigaq serve` printed."),
)
LIST_UNKNOWN = add_kind(
    "list-unknown",
    N_("There is no list of names under this address"),
    N_("Lists are kept for a month; send it again."),
)
QUARANTINE_UNKNOWN = add_kind(
    "quarantine-unknown",
    N_("There is no open quarantine entry of this number"),
    N_("`aigaq quarantine list` shows the open ones."),
)
QUARANTINE_NO_IMAGE = add_kind(
    "quarantine-no-image",
    N_("The file could not be opened, so there is no page to go on with"),
    N_("Deliver a readable copy under the same name; it then takes the place of this one."),
)
PERSON_UNKNOWN = add_kind(
    "person-unknown",
    N_("There is no person or profile of this number"),
    N_("`aigaq people list` shows people, `aigaq people show ID` the profiles of one."),
)
NOT_OFFERED = add_kind(
    "not-offered",
    N_("This is not offered here"),
    N_("The address with /info.json at its end tells what is offered."),
)
