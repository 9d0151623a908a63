"""What the payments of a range are made of: methods, statuses, failures, hours of the week."""
