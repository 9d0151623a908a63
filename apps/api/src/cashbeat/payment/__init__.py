"""Payments: the one ledger that everything else is derived from."""
