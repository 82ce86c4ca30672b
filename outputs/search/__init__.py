"""Find pages again: one analyzer, several index back ends, one service over them."""
