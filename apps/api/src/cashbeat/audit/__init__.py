"""The audit log: every change, once, chained by hash for each organisation."""
