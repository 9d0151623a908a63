"""Customers: who owes what, since when, and what was paid of it."""
