"""Who is who: profiles of names, what is proposed and judged of them, and the people they make."""

from models.people.refreshing import Refreshed, is_stale, refresh

__all__ = ["Refreshed", "is_stale", "refresh"]
