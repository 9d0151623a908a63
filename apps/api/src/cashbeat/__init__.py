"""Cashbeat: collections and live payment analytics over one ledger of payments."""

__version__ = "0.1.0"
