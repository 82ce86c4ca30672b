"""Settings of who may read, and of how much anybody may ask."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

# As the library `limits` reads them; named here, since every command reads the settings.
Rate = Annotated[str, Field(pattern=r"^[1-9]\d{0,8}/([1-9]\d{0,3} )?(second|minute|hour|day)s?$")]
RoleHere = Literal["visitor", "reader", "archivist", "operator"]
OpenTo = Literal["nobody", "this-machine", "everybody"]


class LimitOptions(BaseModel):
    """How much one client may ask; an IPv6 network of 64 bits is one client."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    requests: Rate = Field(default="3000/minute", description="Of any kind but stylesheets.")
    searches: Rate = Field(default="300/minute", description="Searches, facets, whole lists.")
    searches_at_once: int = Field(default=8, ge=1, le=1000)
    lists: Rate = Field(default="20/hour", description="Lists of names sent.")
    sign_ins: Rate = Field(default="20/15 minutes", description="Tried, by client or account.")
    connections: int = Field(default=1000, ge=1, le=100_000, description="Of all clients at once.")
