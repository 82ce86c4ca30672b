"""Who may do what: accounts that sign in, keys of programs, and their roles."""
