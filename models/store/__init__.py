"""Pages in the record: read them out, and write what the stages gave."""

from models.store.loading import image_path, load_pages
from models.store.saving import GivenValue, forget_values, save_values

__all__ = ["GivenValue", "forget_values", "image_path", "load_pages", "save_values"]
