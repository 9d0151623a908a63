"""Organisations: whose data a request may touch."""
