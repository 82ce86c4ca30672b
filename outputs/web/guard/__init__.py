"""Who is let in to what, how much anybody may ask, and what every answer must carry."""
