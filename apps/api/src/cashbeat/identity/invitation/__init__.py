"""Inviting people, and accepting."""
