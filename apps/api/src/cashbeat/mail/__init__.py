"""Messages to people: written with the change they tell of, sent once behind it."""
