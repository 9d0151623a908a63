"""What people say about themselves, and where they are signed in."""
