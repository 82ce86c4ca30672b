"""In which language a request is answered, and the headers that every answer carries."""

from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models.i18n import LANGUAGES, use_language
from outputs.web.guard.headers import add_safe_headers

COOKIE: Final = "aigaq_lang"
_YEAR: Final = 365 * 24 * 3600


class LanguageAndHeaders:
    """Sets the language of the request's context; adds language and security headers."""

    def __init__(self, app: ASGIApp, *, default: str) -> None:
        self.app = app
        self.default = default

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = _asked(scope)
        language = asked or _accepted(Headers(scope=scope)) or self.default
        use_language(language)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                is_secure = scope.get("scheme") == "https"
                _add_headers(headers, language, remember=asked, is_secure=is_secure)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _asked(scope: Scope) -> str | None:
    values = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [])
    return next((value for value in values if value in LANGUAGES), None)


def _accepted(headers: Headers) -> str | None:
    """The language kept in the cookie, else the best one the browser asks for."""
    try:
        kept = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        kept = None
    if kept is not None and kept.value in LANGUAGES:
        return kept.value
    ranked = []
    for part in headers.get("accept-language", "").split(","):
        tag, _, weight = part.partition(";q=")
        code = tag.strip().lower().split("-")[0]
        if code in LANGUAGES:
            ranked.append((_weight(weight), code))
    return max(ranked, key=lambda each: each[0], default=(0.0, None))[1]


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


def _add_headers(
    headers: MutableHeaders, language: str, *, remember: str | None, is_secure: bool
) -> None:
    headers["Content-Language"] = language
    add_safe_headers(headers, is_secure=is_secure)
    headers.add_vary_header("Accept-Language, Cookie, Authorization, HX-Request")
    if remember:
        cookie = f"{COOKIE}={remember}; Max-Age={_YEAR}; Path=/; SameSite=Lax; HttpOnly"
        headers.append("Set-Cookie", cookie + ("; Secure" if is_secure else ""))
