"""The only writer of derived state: tails the payments, and writes what follows from them once."""
