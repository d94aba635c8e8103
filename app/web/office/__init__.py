"""The secretariat's office: pages where a meeting is made, kept and written up; forms that work without JavaScript."""

from app.web.office import accounts, joining, meetings, own, programme, record, signing_in
from app.web.office.blueprint import blueprint

__all__ = ["accounts", "blueprint", "joining", "meetings", "own", "programme", "record", "signing_in"]
