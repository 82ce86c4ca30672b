"""The invented sample delivery: its gold texts, and the scripts that type and age its pages."""
