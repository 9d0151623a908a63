"""People, their sessions, and what lets a request in."""
