"""The tables of those who sign in: accounts, what they may do, where they are signed in, links handed to them once."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables import Base, Instant


class AccountRow(Base):
    """`password_hash`: Argon2id in PHC form, "" until a password was chosen. The secret of the codes is stored nowhere:
    it is derived from the server's secret, the id and `totp_generation`. `totp_step`: of the last code that was used.
    """

    __tablename__ = "accounts"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    shown_name: Mapped[str] = mapped_column(String(40))
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    totp_generation: Mapped[int] = mapped_column(Integer, default=1)
    totp_confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    totp_step: Mapped[int] = mapped_column(Integer, default=0)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    tried_at: Mapped[datetime | None] = mapped_column(Instant)
    locked_until: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
    disabled_at: Mapped[datetime | None] = mapped_column(Instant)


class RightRow(Base):
    """`meeting`: a slug, or * for all. `role`: chair, secretariat; office: both in all meetings, and the accounts."""

    __tablename__ = "rights"
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    meeting: Mapped[str] = mapped_column(String(60), primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)


class SessionRow(Base):
    """One browser that is signed in. `token_hash`: of what its cookie holds. `device`: a few words, for its owner."""

    __tablename__ = "sessions"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)
    device: Mapped[str] = mapped_column(String(60))
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class InvitationRow(Base):
    """A link by which its holder chooses a password and an authenticator, once, until it expires."""

    __tablename__ = "invitations"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class RecoveryRow(Base):
    """A code in place of the authenticator's, once. `code_mac`: keyed by the server's secret."""

    __tablename__ = "recovery_codes"
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    code_mac: Mapped[str] = mapped_column(String(64), primary_key=True)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
