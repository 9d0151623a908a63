"""The ASGI application that uvicorn serves: `uvicorn cashbeat.main:app`."""

from cashbeat.bootstrap import Application
from cashbeat.core.logging import configure_logging
from cashbeat.core.settings import load_settings
from cashbeat.embedded import resolve_addresses

settings = load_settings()
configure_logging(level=settings.log_level, log_format=settings.log_format, process="api")
app = Application(settings, resolve_addresses(settings)).asgi
