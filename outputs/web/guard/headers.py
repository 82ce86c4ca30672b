"""What every answer tells browsers not to do with it."""

from typing import Final

from starlette.datastructures import MutableHeaders

# Scripts, styles and pictures come from this server only; nothing inline is ever run.
POLICY: Final = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self'"
)
_SAFE: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
}
_YEAR: Final = 365 * 24 * 3600


def add_safe_headers(headers: MutableHeaders, *, is_secure: bool) -> None:
    """Add them to an answer; where viewers on other sites are let in, it says so already."""
    for name, value in _SAFE.items():
        headers[name] = value
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    if is_secure:
        headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
