"""Tables that people hand in: CSV files and workbooks read within limits, whatever is in them."""
