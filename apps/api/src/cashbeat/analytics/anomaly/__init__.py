"""Is a complete bucket unusual, by the same hour, weekday, week or month before it? Pure."""
