"""Members of an organisation and what they are there."""
