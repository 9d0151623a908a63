"""Outgoing webhooks: addresses that are told of what happens, signed, and tried again."""
