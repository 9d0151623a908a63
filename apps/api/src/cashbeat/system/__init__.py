"""The organisation as its users see it, and whether the product works."""
