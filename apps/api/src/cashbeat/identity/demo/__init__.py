"""The demo organisation, its people and its simulator's key."""
