"""The secrets by which calls of webhooks are signed: derived, shown once, kept nowhere."""

from app.keys import derive
from app.store.webhooks import Hook


def hook_secret(server_secret: str, hook: Hook) -> str:
    """Of this hook in this generation; another for any other meeting, hook or generation."""
    return derive(server_secret, f"webhook/{hook.meeting_id}/{hook.id}/{hook.generation}").hex()
