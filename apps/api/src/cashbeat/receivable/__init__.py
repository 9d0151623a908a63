"""What is owed to an organisation as of any day, from sums that were made once."""
