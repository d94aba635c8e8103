"""People who sign in: their passwords, their codes, and what the edge may ask about them."""

from app.accounts.house import Accounts

__all__ = ["Accounts"]
