"""Passwords: hashed, checked, changed, forgotten and set anew."""
