"""How else a word may stand on a page: inflected, misread, spelled or named otherwise."""
