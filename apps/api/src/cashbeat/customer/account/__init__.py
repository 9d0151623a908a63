"""What charges and payments of a customer come to: one pure function, kept up by a worker."""
