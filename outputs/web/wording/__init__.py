"""How what the record holds is worded on a screen."""
