"""Why Cashbeat cannot start; each is one sentence that says what to do."""


class LaunchFailed(Exception):
    """Starting is impossible or was given up."""


class StopAsked(Exception):
    """A person or the system asked to stop while we were still starting."""
