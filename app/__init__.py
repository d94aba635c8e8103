"""Rostrum: the intervention and speakers'-list manager for multilateral meetings. Here its parts are joined."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from app import catalogues, timing
from app.accounts import Accounts
from app.domain.errors import Refusal
from app.domain.events import Event
from app.domain.meeting import Actor, Meeting
from app.extensions import babel, db, socketio
from app.keys import derive
from app.live.announcing import Announcer
from app.live.audiences import Audience
from app.live.fanout import AT_ONCE, Fanout
from app.live.frames import Encoded, Words
from app.live.guard import Guard
from app.live.handshake import give_lines
from app.live.hub import Hub, Ring
from app.live.lines import Lines
from app.live.news import News
from app.live.relay import Relay
from app.live.subscriptions import Connection, Right, Subscriptions
from app.live.ticker import Ticker
from app.live.volley import Volley
from app.post.courier import Courier
from app.post.postman import Postman
from app.service import Service
from app.store.database import NotNow, tune
from app.store.outbox import Letter
from app.store.place import keep_private
from app.web import (
    api,
    assets,
    documents,
    errors,
    feed,
    figures_page,
    health,
    languages,
    office,
    packing,
    pages,
    record_page,
    replays,
    statements,
)
from app.web.callers import Callers
from app.web.cookies import Cookies
from app.web.errors import NotSignedIn
from app.web.here import Here, at_once
from app.web.hook_secrets import hook_secret
from app.web.letters import filled
from app.web.links import Links
from app.web.metrics import Metrics, Standing
from app.web.origins import Doorman
from app.web.receipts import concerned, receipt
from config import Settings

ROOT = Path(__file__).parent.parent
BODY_LIMIT = 64 * 1024
SESSION_AGE = timedelta(days=30)
PING_INTERVAL_S = 20
PING_TIMEOUT_S = 20

logger = logging.getLogger(__name__)


def create_app(
    settings: Settings, async_mode: str = "threading", apart: Callable[[Callable[[], Any]], Any] = at_once
) -> Flask:
    """The app, ready to serve or to be asked by the shell. `async_mode`: of the socket; eventlet where it serves.

    `apart(work)`: does work that blocks so that nobody else waits for it.
    """
    app = Flask("rostrum", root_path=str(ROOT), template_folder="templates", static_folder=None)
    app.session_interface = Cookies()
    configure(app, settings)
    catalogues.compile_changed()
    bind_extensions(app, async_mode, settings)
    with app.app_context():
        engine = db.engine
        keep_private(engine)
        tune(engine)
    service = Service(engine, settings.secret_key)
    metrics = Metrics()
    news = News(service.load, service.known, partial(send, metrics), timing.utcnow)
    news.pause = lambda: socketio.sleep(0)
    announcer = Announcer(partial(tell, news), socketio.start_background_task, socketio.sleep)
    service.announce = announcer.announce
    service.apart = apart
    service.letters_for = partial(letters_for, app)
    links = Links(settings.secret_key, settings.base_url)
    accounts = Accounts(service.writer, settings.secret_key)
    callers = Callers(service, links, accounts, timing.utcnow)
    app.extensions["rostrum"] = Here(
        settings, service, news, links, callers, accounts, timing.utcnow, apart=apart, metrics=metrics,
    )
    app.extensions[assets.KEPT] = assets.Files(ROOT / "static")
    for part in (assets, api, feed, documents, health, pages, figures_page, record_page, office, statements, replays):
        app.register_blueprint(part.blueprint)
    app.after_request(pages.secured)
    app.after_request(languages.remembered)
    app.after_request(packing.packed)
    app.jinja_env.globals.update(asset=assets.asset, imported=assets.imported, later=assets.later)
    handle_errors(app)
    subscriptions = Subscriptions(
        socketio, news, socket_caller(callers), errors.envelope, app.request_context, timing.utcnow,
    )
    subscriptions.listen()
    if settings.redis_url:
        relay = app.extensions["rostrum.relay"] = Relay(
            settings.redis_url, derive(settings.secret_key, "relay"), news, subscriptions.desks,
        )
        relay.join(lambda: socketio.sleep(0))
    if settings.mail:
        text_of = partial(filled, service, links)
        app.extensions["rostrum.postman"] = Postman(service.writer, settings.mail, text_of, timing.utcnow)
    app.extensions["rostrum.courier"] = Courier(
        service.writer, partial(hook_secret, settings.secret_key), timing.utcnow, settings.webhook_loopback,
    )
    ticker = Ticker(service, news, subscriptions, timing.utcnow, accounts.signed_in)
    app.extensions["rostrum.ticker"] = ticker
    metrics.watch(Standing(service, subscriptions, ticker, app.extensions["rostrum"].in_flight, socketio))
    app.wsgi_app = Doorman(app.wsgi_app, settings.base_url)  # type: ignore[method-assign]
    return app


def configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=derive(settings.secret_key, "session").hex(),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=BODY_LIMIT,
        MAX_FORM_MEMORY_SIZE=BODY_LIMIT,
        SESSION_COOKIE_NAME=settings.cookie_name,
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=SESSION_AGE,
        # A slow answer that renewed the cookie would bring back the one that its request was sent with.
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_DEFAULT_LOCALE="en",
        BABEL_TRANSLATION_DIRECTORIES=str(catalogues.FOLDER),
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]


def engine_options(database_url: str) -> Mapping[str, Any]:
    """A server's connections are checked before use: it may have been restarted meanwhile. No wait is without an end:
    neither for a server that is lost without a word, nor for a worker that hangs while it is its turn.
    """
    if database_url.startswith("sqlite"):
        return {}
    limits = {
        "lock_timeout": "3s", "statement_timeout": "20s", "idle_in_transaction_session_timeout": "20s",
    }
    return {
        "pool_pre_ping": True, "pool_size": 10, "max_overflow": 20, "pool_timeout": 3,
        "connect_args": {
            "connect_timeout": 3, "tcp_user_timeout": 10_000, "keepalives_idle": 5, "keepalives_interval": 2,
            "keepalives_count": 3,
            "options": " ".join(f"-c {name}={most}" for name, most in limits.items()),
        },
    }


def bind_extensions(app: Flask, async_mode: str, settings: Settings) -> None:
    db.init_app(app)
    babel.init_app(app, locale_selector=languages.in_force)
    # Origins are judged by the doorman, for HTTP and socket alike; the socket engine adds nothing of its own.
    socketio.init_app(
        app, async_mode=async_mode, cors_allowed_origins=[], manage_session=False, ping_interval=PING_INTERVAL_S,
        ping_timeout=PING_TIMEOUT_S, max_http_buffer_size=64 * 1024, http_compression=False, cookie=None,
        # A line answers one word after the other in a thread of its own; one more for each word would be wasted.
        async_handlers=False, json=Words,
        **({"client_manager": Fanout(lambda: socketio.sleep(0))} if settings.has_lines else {}),
    )
    if settings.worker:
        # Who polls is led to the process that knows it by the beginning of its id.
        engine = socketio.server.eio
        engine.generate_id = partial(id_of, settings.worker, engine.generate_id)


def id_of(worker: str, generate: Callable[[], str]) -> str:
    return f"{worker}.{generate()}"


def send(metrics: Metrics, event: str, audience: Audience, frame: Encoded) -> None:
    """One frame to every socket of an audience."""
    socketio.emit(event, frame, to=audience.room)
    metrics.sent(event, audience.screen)


def tell(news: News, slug: str) -> None:
    """Tells the displays. If this fails, what was committed stays so, and the next beat heals them."""
    try:
        news.tell(slug)
    except SQLAlchemyError:
        logger.exception("announcing put off meeting=%s", slug)


def letters_for(app: Flask, before: Meeting, after: Meeting, events: Sequence[Event], actor: Actor) -> list[Letter]:
    """What an act tells by letter; in a context of its own, for whoever acts from none has no sentences."""
    to = concerned(before, after, events, actor)
    if not to:
        return []
    with app.app_context():
        return [receipt(after, code, subjects, actor) for code, subjects in to.items()]


def socket_caller(callers: Callers) -> Any:
    def authenticate(auth: Any) -> Connection:
        if not isinstance(auth, dict):
            raise NotSignedIn("not_signed_in")
        caller, slug = callers.of_socket(auth)
        holder, generation = (caller.link.holder, caller.link.generation) if caller.link else ("", 0)
        return Connection(Right(caller.actor, slug, holder, generation, caller.session), caller.seat)

    return authenticate


def handle_errors(app: Flask) -> None:
    app.register_error_handler(Refusal, errors.refused)
    app.register_error_handler(NotNow, errors.not_now)
    app.register_error_handler(DBAPIError, errors.storage_failed)
    app.register_error_handler(PoolTimeout, errors.storage_failed)
    app.register_error_handler(HTTPException, errors.http_error)
    app.register_error_handler(Exception, errors.bug)


def stand_guard(app: Flask, hang_up: Any, hub: Hub, ring: Callable[[int], Ring | None]) -> Lines | None:
    """Guards the sockets of the app that serves and gives them lines; None where the settings want none.

    `ring(most)`: makes what writes to so many sockets at once, if the kernel has it.
    """
    guard = Guard(socketio, hang_up)
    guard.stand()
    ticker: Ticker = app.extensions["rostrum.ticker"]
    ticker.guard = guard
    if not app.extensions["rostrum"].settings.has_lines:
        return None
    socketio.server.manager.pause = hub.give_way
    lines = guard.lines = give_lines(socketio, hub)
    lines.is_telling = socketio.server.manager.is_casting
    if app.extensions["rostrum"].settings.fanout == "batched" and (found := ring(AT_ONCE)):
        socketio.server.manager.volley = Volley(found, lines)
    return lines
