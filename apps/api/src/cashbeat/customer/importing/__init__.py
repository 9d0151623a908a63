"""Imports of customers from a workbook or CSV file."""
