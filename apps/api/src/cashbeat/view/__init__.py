"""Saved views: addresses of pages under a name, a person's own or shared with all members."""
