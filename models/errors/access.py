"""Why somebody is not let in, or not to this, or not so often."""

from models.errors.kinds import add_kind
from models.i18n import N_

SIGN_IN_NEEDED = add_kind(
    "sign-in-needed",
    N_("This needs somebody who signed in"),
    N_("Sign in, or send a key as `Authorization: Bearer`; an operator gives both."),
)
SIGN_IN_REFUSED = add_kind(
    "sign-in-refused",
    N_("The name or the password is not right"),
    N_("Try again, or ask an operator for a new password: aigaq users password NAME."),
)
ROLE_TOO_LOW = add_kind(
    "role-too-low",
    N_("Your role may not do this"),
    N_("Ask an operator for another role."),
)
FOREIGN_REQUEST = add_kind(
    "foreign-request",
    N_("This was sent by a page of another server"),
    N_("Open the reading room itself and do it there; programs send a key."),
)
TOO_MANY_REQUESTS = add_kind(
    "too-many-requests",
    N_("Too many requests came from you"),
    N_("Wait as long as Retry-After says; serve.limits in config.yaml sets how many may come."),
)
REQUEST_TOO_LARGE = add_kind(
    "request-too-large",
    N_("The request is longer than anything that is asked here"),
    N_("Send less at once."),
)
ACCOUNT_UNKNOWN = add_kind(
    "account-unknown",
    N_("There is no account or key of this name"),
    N_("`aigaq users list` and `aigaq keys list` show them."),
)
ACCOUNT_TAKEN = add_kind(
    "account-taken",
    N_("There is an account or a key of this name already"),
    N_("Take another name, or remove the other first."),
)
PASSWORD_WEAK = add_kind(
    "password-weak",
    N_("The password is too short or too long"),
    N_("Take 12 to 200 characters; some words that are easy to remember will do."),
)
