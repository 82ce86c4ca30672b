"""From a file that was read to its rows in the record and its line in the receipt."""

from ingest.register.quarantine import STAGE
from ingest.register.registrar import Registrar
from ingest.register.sources import is_known

__all__ = ["STAGE", "Registrar", "is_known"]
