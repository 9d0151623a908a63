"""Opening an account, signing in, going on, signing out."""
