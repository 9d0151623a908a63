"""What members are told of: made where it happens, once, and kept for each of them."""
