"""Where text stands on a page: tables, columns and lists, found and set as one column."""
