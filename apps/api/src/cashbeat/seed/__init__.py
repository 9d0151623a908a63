"""Realistic payments for demos and load: a history, and a live stream, through the public API."""
