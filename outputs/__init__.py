"""What people get: search, the reading room and exports."""
