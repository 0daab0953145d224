"""What an operator may set, as one frozen Settings; `bot.app.environment` fills it.

Every variable has its row in the README's table and in .env.example; a test holds the three
together.
"""

# Chinese is read here: commas as people type them.

from __future__ import annotations

import datetime as dt
import getpass
import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PrivateAttr,
    SecretStr,
    ValidationInfo,
    create_model,
    field_validator,
)
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.app.channels import CHANNELS
from bot.app.listening import ListeningPlace
from bot.channels.fields import Address, Key, ModelName, Password, address
from core.editions.pipeline import DeepRead
from core.errors import Problem
from core.network.addresses import secrets_in, shown
from core.network.proxies import Proxies, Proxy, names_no_proxy, parse_exemptions, parse_proxy
from locales import known_languages, languages

# What stands behind the address in examples that name a whole request, and is pasted with it.
_INTERFACES = (
    "/chat/completions", "/chat/completion", "/completions", "/completion", "/responses",
    "/models", "/embeddings", "/messages", "/engines", "/api/chat", "/api/generate", "/api/tags",
)  # fmt: skip
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`~-]+")


def _endpoint(text: str) -> str:
    """The address of a model's endpoint, without the name of an interface; a query stays."""
    place, mark, query = address(text).partition("?")
    if "@" not in place and re.search(r"[<>{}]", place):  # an example whose gaps nobody filled
        raise ValueError("address")
    for interface in _INTERFACES:
        place = place.rstrip("/")
        if place.casefold().endswith(interface):
            place = place[: -len(interface)]
    return re.sub(r"(?<=/v\d)/chat$", "", place.rstrip("/")) + mark + query


def _headers(text: object) -> object:
    """Headers as `Name: value`, several separated by line breaks or bars; or as a JSON object."""
    if not isinstance(text, str):
        return text
    if text.lstrip().startswith("{"):
        try:
            found = json.loads(text)
        except ValueError:
            raise ValueError("headers") from None
        pairs = [(str(name), str(value)) for name, value in found.items()]
    else:
        pairs = []
        for line in re.split(r"[\n|]", text):
            if line.strip():
                name, _, value = line.partition(":")
                pairs.append((name.strip(), value.strip()))
    for name, value in pairs:
        if not _HEADER_NAME.fullmatch(name) or not re.fullmatch(r"[ -~]*", value):
            raise ValueError("headers")
    return tuple((name, SecretStr(value)) for name, value in pairs)


# What our validators say in place of a sentence, each a key below `settings.` in the catalogs.
WORDS = frozenset(
    {
        "address",
        "chats",
        "database",
        "headers",
        "key",
        "languages",
        "listening",
        "operators",
        "proxy",
        "timezone",
    }
).union(*(channel.settings.words for channel in CHANNELS))

# How the addresses of stores begin; the store itself tells what is wrong with the rest of one.
DATABASES = ("sqlite:///", "postgresql://", "postgresql+psycopg://", "postgres://")

EndpointAddress = Annotated[str, AfterValidator(_endpoint)]
Headers = Annotated[tuple[tuple[str, SecretStr], ...], NoDecode, BeforeValidator(_headers)]
Effort = Literal["none", "minimal", "low", "medium", "high", "xhigh"]

if TYPE_CHECKING:
    ChannelsSettings = BaseSettings
else:
    # All that may be set for any channel. A type checker cannot know a class whose bases are looked
    # up; a channel's own code takes the settings as its own class of them.
    ChannelsSettings = create_model(
        "ChannelsSettings", __base__=tuple(dict.fromkeys(channel.settings for channel in CHANNELS))
    )


class Settings(ChannelsSettings):
    """What an operator may set. Field names are the variables' names; secrets do not print.

    Made from what it is given; `environment.load_settings` gives it the environment and the file.
    """

    model_config = SettingsConfigDict(extra="ignore", frozen=True, env_ignore_empty=True)

    database_url: str = "sqlite:///paperboy.db"
    openai_api_key: Key = None
    openai_base_url: EndpointAddress = "https://api.openai.com/v1"
    openai_model: ModelName = "gpt-6-luna"
    openai_headers: Headers = ()
    openai_fallback_api_key: Key = None
    openai_fallback_base_url: EndpointAddress | None = None
    openai_fallback_model: ModelName | None = None
    paperboy_hub_url: Address = "https://huggingface.co"
    paperboy_arxiv_url: Address = "https://arxiv.org"
    paperboy_arxiv_interval: float = Field(default=3.0, ge=0, le=600)
    paperboy_openreview_url: Address = "https://api2.openreview.net"
    paperboy_openreview_interval: float = Field(default=5.0, ge=0, le=600)
    paperboy_openreview_user: str | None = None
    paperboy_openreview_password: Password = None
    paperboy_contact: str | None = None
    paperboy_languages: Annotated[tuple[str, ...], NoDecode] = Field(
        default_factory=lambda: tuple(languages())
    )
    paperboy_timezone: str = "Asia/Shanghai"
    paperboy_deep_read: DeepRead = DeepRead.SELECTED
    paperboy_concurrency: int = Field(default=8, ge=1, le=64)
    paperboy_context_tokens: int = Field(default=32_000, ge=2_000)
    paperboy_daily_tokens: int | None = Field(default=None, ge=0)
    paperboy_summary_model: ModelName | None = None
    paperboy_embedding_model: ModelName | None = None
    paperboy_encoder: str | None = None
    paperboy_model_seconds: float | None = Field(default=None, ge=5)
    paperboy_answer_tokens: int | None = Field(default=None, ge=500)
    paperboy_thinking: Effort | None = None
    paperboy_questions_per_chat: int = Field(default=60, ge=0)
    paperboy_questions_per_person: int = Field(default=20, ge=0)
    paperboy_labs: str | None = None
    paperboy_metrics: ListeningPlace = None
    paperboy_prices: str | None = None
    paperboy_night_reading: Literal["off", "auto"] = "off"
    paperboy_batch: Literal["off", "on"] = "off"
    paperboy_keep_days: int = Field(default=180, ge=0, le=36_500)
    paperboy_readings_per_chat: int = Field(default=40, ge=0)
    paperboy_readings_per_person: int = Field(default=10, ge=0)
    paperboy_allowed_chats: Annotated[tuple[str, ...], NoDecode] = ()
    paperboy_proxy: SecretStr | None = None
    http_proxy: SecretStr | None = None
    https_proxy: SecretStr | None = None
    all_proxy: SecretStr | None = None
    no_proxy: str = ""
    ssl_cert_file: str | None = None
    ssl_cert_dir: str | None = None
    requests_ca_bundle: str | None = None
    _remarks: tuple[Problem, ...] = PrivateAttr(default=())

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take nothing but what the constructor is given."""
        return (init_settings,)

    @field_validator("paperboy_languages", mode="before")
    @classmethod
    def _languages(cls, value: object) -> object:
        if isinstance(value, str):
            value = tuple(code.strip() for code in value.split(",") if code.strip())
        if not isinstance(value, tuple) or not value or not set(value) <= set(known_languages()):
            raise ValueError("languages")
        return value

    @field_validator("paperboy_keep_days", mode="before")
    @classmethod
    def _keep_days(cls, value: object) -> object:
        if isinstance(value, str) and value.strip().casefold() == "forever":
            return 0
        return value

    @field_validator("paperboy_allowed_chats", mode="before")
    @classmethod
    def _chats(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        chats = tuple(
            part.strip() for part in re.split(r"[,，;；\s]+", value.casefold()) if part.strip()
        )
        # Which of a platform's bots it is makes no difference.
        chats = tuple(re.sub(r"@[0-9]+(?=:)", "", chat) for chat in chats)
        # Nothing but commas is no list of chats, and must not come to mean everybody.
        if not chats or not all(_names_a_chat(chat) for chat in chats):
            raise ValueError("chats")
        return chats

    @field_validator("paperboy_timezone")
    @classmethod
    def _timezone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, OSError, ValueError):  # an unknown zone, or a name that is a path
            raise ValueError("timezone") from None
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if not value.startswith(DATABASES):
            raise ValueError("database")
        return value

    @field_validator("paperboy_proxy", "http_proxy", "https_proxy", "all_proxy")
    @classmethod
    def _proxy(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        # What PAPERBOY_PROXY overrides need not be readable.
        overridden = info.field_name != "paperboy_proxy" and info.data.get("paperboy_proxy")
        if value and not overridden and not names_no_proxy(value.get_secret_value()):
            try:
                parse_proxy(value.get_secret_value())
            except ValueError:
                raise ValueError("proxy") from None
        return value

    @property
    def proxies(self) -> Proxies:
        """The proxies that lead outside."""
        exemptions, _ = parse_exemptions(self.no_proxy)
        if self.paperboy_proxy:
            ours = _read_proxy(self, "paperboy_proxy")
            return Proxies(ours, ours, exemptions)
        every = _read_proxy(self, "all_proxy")
        # What says "none" itself is not what is not said.
        http = _read_proxy(self, "http_proxy") if self.http_proxy else every
        https = _read_proxy(self, "https_proxy") if self.https_proxy else every
        return Proxies(http, https, exemptions)

    @property
    def certificates(self) -> tuple[str | None, str | None]:
        """The file and the folder of the certificates to trust; None where none is named."""
        bundle = self.requests_ca_bundle
        if self.ssl_cert_file or self.ssl_cert_dir or not bundle:
            return self.ssl_cert_file, self.ssl_cert_dir
        if Path(bundle).is_dir():
            return None, bundle
        return bundle, None

    @property
    def certificates_by(self) -> str:
        """The variable that names the certificates."""
        if self.ssl_cert_file:
            return "SSL_CERT_FILE"
        if self.ssl_cert_dir:
            return "SSL_CERT_DIR"
        return "REQUESTS_CA_BUNDLE"

    @property
    def remarks(self) -> tuple[Problem, ...]:
        """What the operator wrote and nobody understands, although everything works without it."""
        return self._remarks

    def remarked(self, remarks: tuple[Problem, ...]) -> Settings:
        """A copy of the settings that has those remarks."""
        settings = self.model_copy()
        settings._remarks = remarks
        return settings

    @property
    def keep(self) -> dt.timedelta | None:
        """How long full texts and the like are kept; None for ever."""
        if not self.paperboy_keep_days:
            return None
        return dt.timedelta(days=self.paperboy_keep_days)

    @property
    def contact(self) -> str:
        """How the sources can reach the operator: as set, else the account that runs Paperboy."""
        contact = self.paperboy_contact or f"{getpass.getuser()}@{socket.gethostname()}"
        if ":" not in contact:
            return f"mailto:{contact}"
        return contact

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be printed, not in logs either."""
        # A proxy's address is a SecretStr too, but only a part of it is secret.
        kept = [
            value
            for name, value in self
            if isinstance(value, SecretStr) and not name.endswith("_proxy")
        ]
        kept += [value for _, value in self.openai_headers]
        for channel in CHANNELS:
            kept += channel.tokens(self)
        in_addresses: list[str] = []
        for each in self._addresses():
            in_addresses += secrets_in(each)
        return (*(secret.get_secret_value() for secret in kept), *dict.fromkeys(in_addresses))

    def _addresses(self) -> Iterator[str]:
        """Yields everything that may be an address with a password in it."""
        for name, value in self.model_dump().items():
            text = value
            if isinstance(value, SecretStr):
                text = value.get_secret_value()
            if isinstance(text, str) and ("://" in text or name.endswith("_proxy")):
                yield text

    def __repr_args__(self) -> Iterator[tuple[str | None, object]]:
        """Yields the fields as they may be shown; addresses without what is secret in them."""
        for name, value in super().__repr_args__():
            if isinstance(value, str) and "://" in value:
                yield name, shown(value)
            else:
                yield name, value

    @property
    def has_model(self) -> bool:
        """Whether a model is configured: by a key, or by an endpoint, which may need no key."""
        return self.openai_api_key is not None or "openai_base_url" in self.model_fields_set

    @property
    def has_fallback(self) -> bool:
        """Whether a second model is configured, for when the first is down."""
        return bool(
            self.openai_fallback_api_key
            or self.openai_fallback_base_url
            or self.openai_fallback_model
        )

    @property
    def zone(self) -> ZoneInfo:
        """The operator's time zone."""
        return ZoneInfo(self.paperboy_timezone)

    @property
    def language(self) -> str:
        """The language written ahead, and spoken until somebody asks for another."""
        return self.paperboy_languages[0]


def _names_a_chat(text: str) -> bool:
    """Whether that is a channel's name and an id as the channel writes it, or such an id alone."""
    name, named, chat_id = text.rpartition(":")
    return any(
        channel.chat_ids.fullmatch(chat_id)
        for channel in CHANNELS
        if not named or name == channel.name
    )


def _read_proxy(settings: Settings, name: str) -> Proxy | None:
    """The proxy in that setting, which has been found readable or is not needed."""
    value: SecretStr | None = getattr(settings, name)
    if value is None or names_no_proxy(value.get_secret_value()):
        return None
    try:
        return parse_proxy(value.get_secret_value(), name.upper())
    except ValueError:
        return None
