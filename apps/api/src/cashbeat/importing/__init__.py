"""Payment history from files: CSV and XLSX in, checked whole, then recorded whole."""
