"""How a page is read: second readings, and how far the result can be trusted."""
