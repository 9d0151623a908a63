"""Figures of a range: planned, read from rollups, derived by pure functions, cached by version."""
