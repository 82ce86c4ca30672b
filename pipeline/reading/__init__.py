"""How a page is read: its layout, second readings, and how far the result can be trusted."""
