"""One file per stage: a small pure method from page to page."""
