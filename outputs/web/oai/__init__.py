"""OAI-PMH 2.0: let others keep their catalogues in step with the archive."""
