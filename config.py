"""Settings from the environment: validated once at the start, then frozen."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

SHORTEST_SECRET = 16
MAIL_PORTS = {"smtp": 25, "smtps": 465}
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")
FANOUTS = ("batched", "direct", "stock")
"""Many displays by one call of the kernel where it can, a call for each, or by the queues of the library."""
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")


INSTANCE = Path(__file__).parent / "instance"
"""The folder of the database and the secret, where none is given."""


class SettingError(Exception):
    """A setting that cannot be: one line that names it and says what to do."""


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed in. `security`: none | starttls | tls; `sender`: what stands behind From."""

    host: str
    port: int
    user: str
    password: str
    security: str
    sender: str


@dataclass(frozen=True)
class Settings:
    """`base_url`: scheme, host and port under which people reach the server; makes links, origins and cookie flags.

    `mail`: None if there is no mail server; letters then stay in the outbox. `fanout`: how a frame reaches the
    displays, as FANOUTS says. `redis_url`: where the processes of one house tell each other at
    once what was committed; empty where there is one. `worker`: the number of this process among them.
    """

    host: str
    port: int
    base_url: str
    database_url: str
    secret_key: str
    instance_path: Path
    mail: MailServer | None
    desk_rate: float
    delegation_rate: float
    burst: int
    metrics_token: str = ""
    webhook_loopback: bool = False
    fanout: str = "batched"
    redis_url: str = ""
    worker: str = ""

    @property
    def has_lines(self) -> bool:
        return self.fanout != "stock"

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def cookie_name(self) -> str:
        return "__Host-rostrum" if self.is_https else "rostrum"


def number(environ: Mapping[str, str], name: str, default: float, least: float, most: float) -> float:
    written = environ.get(name, "").strip()
    if not written:
        return default
    try:
        value = float(written)
    except ValueError:
        raise SettingError(f"{name}={written!r} is not a number. Give one from {least:g} to {most:g}.") from None
    if not least <= value <= most:
        raise SettingError(f"{name}={written} is out of range. Give a number from {least:g} to {most:g}.")
    return value


def base_url_of(environ: Mapping[str, str], host: str, port: int) -> str:
    written = environ.get("BASE_URL", "").strip().rstrip("/")
    if not written:
        shown = "127.0.0.1" if host in ("0.0.0.0", "::", "") else f"[{host}]" if ":" in host else host
        return f"http://{shown}:{port}"
    parts = urlsplit(written)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query or parts.fragment:
        raise SettingError(f"BASE_URL={written!r} is not an origin. Give scheme, host and port, as https://rostrum.example.org.")
    return f"{parts.scheme}://{parts.netloc}".lower()


def database_url_of(environ: Mapping[str, str], instance_path: Path) -> str:
    written = environ.get("DATABASE_URL", "").strip()
    if not written:
        return f"sqlite:///{instance_path / 'rostrum.db'}"
    known = {
        "postgres": "postgresql+psycopg2", "postgresql": "postgresql+psycopg2",
        "postgresql+psycopg2": "postgresql+psycopg2", "sqlite": "sqlite",
    }
    scheme, separator, rest = written.partition("://")
    if not separator or scheme not in known:
        # psycopg 3 would freeze the whole server under green threads: psycopg2 is taken in its place.
        if scheme.startswith("postgresql+"):
            return f"postgresql+psycopg2://{rest}"
        raise SettingError("DATABASE_URL is not understood. Give sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME.")
    return f"{known[scheme]}://{rest}"


def instance_folder(environ: Mapping[str, str]) -> Path:
    path = Path(environ.get("INSTANCE_PATH", "").strip() or INSTANCE).absolute()
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        cause = f"INSTANCE_PATH={path} cannot be made: {error.strerror}."
        raise SettingError(f"{cause} Give a folder that can be written.") from None
    if not os.access(path, os.W_OK | os.X_OK):
        raise SettingError(f"INSTANCE_PATH={path} cannot be written. Give a folder that can.")
    return path


def secret_of(environ: Mapping[str, str], instance_path: Path) -> str:
    """The secret of the environment, or one made at the first start and kept beside the database."""
    written = environ.get("SECRET_KEY", "").strip()
    if written:
        if len(written) < SHORTEST_SECRET:
            raise SettingError(f"SECRET_KEY is too short. Give {SHORTEST_SECRET} characters or more, or none at all.")
        return written
    file = instance_path / "secret_key"
    try:
        # Exclusive: of two processes that start at once only one makes the secret.
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as made:
            made.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    kept = file.read_text().strip()
    if len(kept) < SHORTEST_SECRET:
        raise SettingError(f"{file} holds no secret. Delete it to have a new one made; all links change with it.")
    return kept


def metrics_token_of(environ: Mapping[str, str]) -> str:
    written = environ.get("METRICS_TOKEN", "").strip()
    if written and (len(written) < SHORTEST_SECRET or not (written.isascii() and written.isprintable())):
        raise SettingError(f"METRICS_TOKEN is no token. Give {SHORTEST_SECRET} plain characters or more, or none.")
    return written


def webhook_loopback_of(environ: Mapping[str, str]) -> bool:
    """Whether webhooks may call programs on this machine; by http, too."""
    written = environ.get("WEBHOOK_LOOPBACK", "").strip() or "no"
    if written not in ("yes", "no"):
        raise SettingError(f"WEBHOOK_LOOPBACK={written!r} is neither. Give yes or no.")
    return written == "yes"


def mail_server_of(environ: Mapping[str, str]) -> MailServer | None:
    """The mail server of MAIL_URL, with the sender of MAIL_FROM. A password is never said again."""
    written = environ.get("MAIL_URL", "").strip()
    if not written:
        return None
    expected = "Give smtp://USER:PASSWORD@HOST:PORT, with ?starttls=yes or as smtps:// where it is encrypted."
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        raise SettingError(f"MAIL_URL has no port that can be. {expected}") from None
    if parts.scheme not in MAIL_PORTS or not parts.hostname or parts.path not in ("", "/") or parts.fragment:
        raise SettingError(f"MAIL_URL is not understood. {expected}")
    asked = parse_qs(parts.query, keep_blank_values=True)
    if set(asked) - {"starttls"} or asked.get("starttls", ["no"]) not in (["yes"], ["no"]):
        raise SettingError(f"MAIL_URL asks for what is not known: {parts.query!r}. Only starttls=yes can be asked for.")
    starttls = asked.get("starttls") == ["yes"]
    if parts.scheme == "smtps" and starttls:
        raise SettingError("MAIL_URL asks for smtps:// and for starttls=yes. Give one of them.")
    security = "tls" if parts.scheme == "smtps" else "starttls" if starttls else "none"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise SettingError(f"MAIL_URL has a user or a password, and not both. {expected}")
    return MailServer(
        parts.hostname, MAIL_PORTS[parts.scheme] if port is None else port, user, password, security,
        mail_sender_of(environ),
    )


def mail_sender_of(environ: Mapping[str, str]) -> str:
    written = environ.get("MAIL_FROM", "").strip()
    if not written:
        raise SettingError("MAIL_FROM is missing, and MAIL_URL is set. Give the sender: Office <office@example.org>.")
    address = parseaddr(written)[1]
    if not written.isprintable() or not ADDRESS.fullmatch(address):
        raise SettingError(f"MAIL_FROM={written!r} is not an address. Give one as Office <office@example.org>.")
    return written


def fanout_of(environ: Mapping[str, str]) -> str:
    written = environ.get("FANOUT", "").strip() or "batched"
    if written not in FANOUTS:
        raise SettingError(f"FANOUT={written!r} is none of {', '.join(FANOUTS)}. Give batched, or leave it out.")
    return written


def redis_url_of(environ: Mapping[str, str]) -> str:
    """A password in it is never said again."""
    written = environ.get("REDIS_URL", "").strip()
    expected = "Give redis://:PASSWORD@HOST:PORT/0, or leave it out where one process serves."
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        raise SettingError(f"REDIS_URL has no port that can be. {expected}") from None
    is_known = parts.scheme in ("redis", "rediss") and parts.hostname and port != 0
    if written and not (is_known and re.fullmatch(r"(/\d{0,3})?", parts.path) and not parts.query):
        raise SettingError(f"REDIS_URL is not understood. {expected}")
    return written


def worker_of(environ: Mapping[str, str]) -> str:
    written = environ.get("WORKER", "").strip()
    if written and not re.fullmatch(r"[1-9][0-9]{0,2}", written):
        raise SettingError(f"WORKER={written!r} is no number. Give each process its own, from 1 to 999.")
    return written


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings. Raises SettingError."""
    instance_path = instance_folder(environ)
    host = environ.get("HOST", "").strip() or "127.0.0.1"
    if not re.fullmatch(r"[0-9A-Za-z.:_-]+", host):
        raise SettingError(f"HOST={host!r} is not an address. Give 127.0.0.1, or 0.0.0.0 for all interfaces.")
    port = int(number(environ, "PORT", 5000, 1, 65535))
    return Settings(
        host=host,
        port=port,
        base_url=base_url_of(environ, host, port),
        database_url=database_url_of(environ, instance_path),
        secret_key=secret_of(environ, instance_path),
        instance_path=instance_path,
        mail=mail_server_of(environ),
        desk_rate=number(environ, "DESK_RATE", 100, 0.1, 1e6),
        delegation_rate=number(environ, "DELEGATION_RATE", 20, 0.1, 1e6),
        burst=int(number(environ, "BURST", 200, 1, 1e6)),
        metrics_token=metrics_token_of(environ),
        webhook_loopback=webhook_loopback_of(environ),
        fanout=fanout_of(environ),
        redis_url=redis_url_of(environ),
        worker=worker_of(environ),
    )
