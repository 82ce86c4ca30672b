"""Which cleaning a page earns: by what is measured on it, and by a reading of a few lines."""
