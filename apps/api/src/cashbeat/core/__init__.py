"""What every part stands on: settings, logging, errors, HTTP, MongoDB and Redis."""
