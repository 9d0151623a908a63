"""Workbooks that the import of customers hands out: the template, and the rows to correct."""
