"""Look up whole lists of names, as relatives' associations and journalists bring them."""
