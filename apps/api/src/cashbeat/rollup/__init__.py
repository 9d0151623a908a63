"""Additive counters by bucket: written by the projector only, read by analytics."""
