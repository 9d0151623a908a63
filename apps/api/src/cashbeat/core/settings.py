"""The settings of one process: one frozen object, read at the composition root and passed down."""

import re
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from cashbeat.core.secrets import parse_secret_keys
from cashbeat.kit.currency import ENDED, EXPONENTS

ENV_PREFIX = "CASHBEAT_"
MONGO_SCHEMES = ("mongodb", "mongodb+srv")
REDIS_SCHEMES = ("redis", "rediss", "unix")
SMTP_SCHEMES = ("smtp", "smtps")
WEB_SCHEMES = ("http", "https")
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})

_HOST_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?")
_MAIL_ADDRESS = r"[^\s@<>]{1,64}@[A-Za-z0-9.-]{1,253}"
_MAIL_FROM = re.compile(rf"{_MAIL_ADDRESS}|[^<>@]{{0,100}}<{_MAIL_ADDRESS}>")
_SECRET = frozenset(
    {
        "MONGODB_URI",
        "REDIS_URL",
        "CASHBEAT_SECRET_KEYS",
        "CASHBEAT_SMTP_URL",
        "CASHBEAT_API_KEY",
    }
)
_FOLLOWS = "default_factory_not_called"
"""A default that depends on a value which is wrong: no fault of its own."""

_PLAIN = {
    "int_parsing": "must be a whole number",
    "float_parsing": "must be a number",
    "bool_parsing": "must be 1 or 0",
}

Port = Annotated[int, Field(ge=1, le=65535)]
Milliseconds = Annotated[int, Field(ge=1, le=600_000)]
PerMinute = Annotated[int, Field(ge=1, le=10_000_000)]


class SettingsInvalid(Exception):
    """The environment or `.env` holds values that cannot be used; one sentence per fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


class Settings(BaseSettings):
    """Read from the environment, then from `.env` in the working directory, then the defaults.

    `.env.example` documents every field; an empty value counts as unset.
    """

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        hide_input_in_errors=True,
    )

    environment: Literal["development", "production", "test"] = "development"
    host: str = "127.0.0.1"
    web_port: Port = 3000
    api_port: Port = 8000
    data_dir: Path = Path(".data")
    demo: bool = Field(default_factory=lambda given: given.get("environment") == "development")
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["console", "json"] = "json"
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = ()
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = ()

    public_url: str = Field(
        default_factory=lambda given: f"http://localhost:{given.get('web_port', 3000)}"
    )
    secret_keys: SecretStr | None = None
    api_key: SecretStr | None = None
    registration: Literal["open", "closed"] = "open"
    access_token_seconds: Annotated[int, Field(ge=1, le=900)] = 600
    session_days: Annotated[int, Field(ge=1, le=365)] = 30
    rate_limit_user: PerMinute = 1_200
    rate_limit_key: PerMinute = 12_000
    rate_limit_address: PerMinute = 300
    smtp_url: SecretStr | None = None
    mail_from: str = "Cashbeat <cashbeat@localhost>"

    mongodb_uri: SecretStr | None = Field(default=None, validation_alias="MONGODB_URI")
    redis_url: SecretStr | None = Field(default=None, validation_alias="REDIS_URL")
    mongo_database: str = Field(default="cashbeat", pattern=r"^[A-Za-z0-9_-]{1,48}$")
    mongo_timeout_ms: Milliseconds = 4_000
    mongo_server_selection_timeout_ms: Milliseconds = 3_000
    mongo_wait_queue_timeout_ms: Milliseconds = 2_000
    mongo_max_pool_size: Annotated[int, Field(ge=1, le=1_000)] = 50
    mongo_cache_gb: Annotated[float, Field(ge=0.25, le=64)] = 1.0
    mongo_oplog_mb: Annotated[int, Field(ge=990, le=1_000_000)] = 2_048
    redis_timeout_ms: Milliseconds = 100
    redis_max_memory_mb: Annotated[int, Field(ge=16, le=65_536)] = 256

    projector_batch_size: Annotated[int, Field(ge=1, le=5_000)] = 4_000
    projector_lease_seconds: Annotated[int, Field(ge=2, le=120)] = 10
    minute_retention_hours: Annotated[int, Field(ge=1, le=24 * 90)] = 360
    analytics_cache_seconds: Annotated[int, Field(ge=1, le=86_400)] = 3_600

    max_body_bytes: Annotated[int, Field(ge=1_024)] = 1_048_576
    max_upload_bytes: Annotated[int, Field(ge=1_024)] = 26_214_400
    max_customer_upload_bytes: Annotated[int, Field(ge=1_024)] = 104_857_600
    webhook_private_addresses: bool = False
    socket_max_per_tenant: Annotated[int, Field(ge=1)] = 5_000
    socket_queue_messages: Annotated[int, Field(ge=1)] = 1_000
    socket_queue_bytes: Annotated[int, Field(ge=1_024)] = 1_048_576

    demo_tenant_id: str = Field(default="demo", pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")
    demo_tenant_name: str = Field(default="Demo Organisation", min_length=1, max_length=120)
    demo_time_zone: str = "Europe/Berlin"
    demo_currency: str = Field(default="EUR", pattern=r"^[A-Z]{3}$")

    @field_validator("demo_currency")
    @classmethod
    def _in_use(cls, value: str) -> str:
        if value not in EXPONENTS or value in ENDED:
            raise ValueError(f"{value!r} is not an ISO 4217 currency code in use")
        return value

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("demo")
    @classmethod
    def _in_development_only(cls, value: bool, info: ValidationInfo) -> bool:
        if value and info.data.get("environment", "development") != "development":
            raise ValueError("must be 0 outside development: it lets everybody sign in")
        return value

    @field_validator("webhook_private_addresses")
    @classmethod
    def _not_in_production(cls, value: bool, info: ValidationInfo) -> bool:
        if value and info.data.get("environment", "development") == "production":
            raise ValueError("must be 0 in production: webhooks would reach our own network")
        return value

    @field_validator("public_url")
    @classmethod
    def _known_address(cls, value: str, info: ValidationInfo) -> str:
        value = value.rstrip("/")
        if not _is_origin(value):
            raise ValueError("must be an address without a path, such as https://pay.example.com")
        value = value.lower()
        plain = value.startswith("http://") and urlsplit(value).hostname not in LOOPBACK_NAMES
        if plain and info.data.get("environment", "development") != "development":
            raise ValueError(
                "must begin with https:// outside development: passwords and cookies travel by it"
            )
        return value

    @field_validator("secret_keys")
    @classmethod
    def _usable_keys(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            parse_secret_keys(value.get_secret_value())
        return value

    @field_validator("smtp_url")
    @classmethod
    def _smtp_scheme(cls, value: SecretStr | None) -> SecretStr | None:
        return _with_scheme(value, SMTP_SCHEMES)

    @field_validator("mail_from")
    @classmethod
    def _mail_address(cls, value: str) -> str:
        if not _MAIL_FROM.fullmatch(value) or not value.isprintable():
            raise ValueError("must be a mail address such as Cashbeat <pay@example.com>")
        return value

    @field_validator("allowed_origins", "allowed_hosts", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(part.strip().rstrip("/") for part in value.split(",") if part.strip())

    @field_validator("allowed_origins")
    @classmethod
    def _known_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for origin in value:
            if not _is_origin(origin):
                raise ValueError("must be a comma-separated list such as https://pay.example.com")
        return tuple(origin.lower() for origin in value)

    @field_validator("allowed_hosts")
    @classmethod
    def _known_hosts(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(_HOST_NAME.fullmatch(name) for name in value):
            raise ValueError(
                "must be a comma-separated list of names without ports, such as pay.example.com"
            )
        return tuple(name.lower() for name in value)

    @field_validator("trusted_proxies")
    @classmethod
    def _known_networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for network in value:
            try:
                ip_network(network)
            except ValueError:
                raise ValueError(
                    "must be a comma-separated list of addresses and networks, such as 10.0.0.0/8"
                ) from None
        return value

    @field_validator("mongodb_uri")
    @classmethod
    def _mongo_scheme(cls, value: SecretStr | None) -> SecretStr | None:
        return _with_scheme(value, MONGO_SCHEMES)

    @field_validator("redis_url")
    @classmethod
    def _redis_scheme(cls, value: SecretStr | None) -> SecretStr | None:
        return _with_scheme(value, REDIS_SCHEMES)

    @field_validator("demo_time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError("must be an IANA time zone such as Europe/Berlin") from error
        return value

    @model_validator(mode="after")
    def _distinct_ports(self) -> Self:
        if self.web_port == self.api_port:
            raise ValueError(
                "CASHBEAT_WEB_PORT and CASHBEAT_API_PORT are the same port; they must differ"
            )
        return self

    @property
    def web_origin(self) -> str:
        """The one address that a person opens."""
        return f"http://localhost:{self.web_port}"

    @property
    def api_origin(self) -> str:
        """Where the API answers directly, seen from this machine."""
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104
        return f"http://{host}:{self.api_port}"

    @property
    def base_domain(self) -> str:
        """The name that organisations are subdomains of; empty where we are called by address."""
        name = urlsplit(self.public_url).hostname or ""
        return "" if _is_address(name) else name

    @property
    def secure_cookies(self) -> bool:
        """Whether cookies travel by https alone."""
        return self.environment == "production"

    @property
    def demo_key_file(self) -> Path:
        """Where the demo keeps the API key of its simulator."""
        return self.data_dir / "secrets" / "demo-api-key"

    @property
    def host_is_loopback(self) -> bool:
        """Whether only this machine can reach us."""
        return self.host in {"localhost", "::1"} or self.host.startswith("127.")

    @property
    def browser_origins(self) -> frozenset[str]:
        """Every Origin header that a page of ours may send, whatever address it asks."""
        own = {
            f"http://{name}:{port}"
            for name in ("localhost", "127.0.0.1", "[::1]")
            for port in (self.web_port, self.api_port)
        }
        return frozenset(own | {self.public_url} | set(self.allowed_origins))

    @property
    def host_names(self) -> frozenset[str]:
        """Every name that this server answers to; addresses are no names."""
        origins = (self.public_url, *self.allowed_origins)
        listed = {urlsplit(origin).hostname or "" for origin in origins}
        return frozenset({"localhost", self.host.lower(), *listed, *self.allowed_hosts})


def load_settings(**overrides: Any) -> Settings:
    """Read the settings, or raise `SettingsInvalid` with every fault at once."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        faults = [fault for fault in error.errors() if fault["type"] != _FOLLOWS]
        raise SettingsInvalid([_sentence(fault) for fault in faults]) from None


def env_name(field: str) -> str:
    """The environment variable of a field: `web_port` -> `CASHBEAT_WEB_PORT`."""
    alias = Settings.model_fields[field].validation_alias
    return alias if isinstance(alias, str) else f"{ENV_PREFIX}{field.upper()}"


def _is_origin(value: str) -> bool:
    """Whether a page could have this origin, but for the case of its letters."""
    try:
        parts = urlsplit(value)
        named = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    host = parts.netloc if "@" not in parts.netloc else ""
    return parts.scheme in WEB_SCHEMES and named and value == f"{parts.scheme}://{host}"


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _with_scheme(value: SecretStr | None, schemes: tuple[str, ...]) -> SecretStr | None:
    if value is not None and urlsplit(value.get_secret_value()).scheme not in schemes:
        raise ValueError("must start with " + " or ".join(f"{scheme}://" for scheme in schemes))
    return value


def _sentence(fault: Any) -> str:
    message = str(fault["msg"]).removeprefix("Value error, ").removeprefix("Input ").rstrip(".")
    if not fault["loc"]:
        return f"{message}."
    name = str(fault["loc"][0])
    field = name if name in Settings.model_fields else _field_of(name)
    message = _PLAIN.get(fault["type"], message).replace("should", "must").removeprefix("String ")
    given = "" if env_name(field) in _SECRET else f", but is {str(fault['input'])!r}"
    return f"{env_name(field)} {message}{given}."


def _field_of(alias: str) -> str:
    return next(
        field for field, info in Settings.model_fields.items() if info.validation_alias == alias
    )
