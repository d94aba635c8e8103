"""The secretariat's office: pages where a meeting is made, kept and written up; forms that work without JavaScript."""

from app.web.office import programme, record
from app.web.office.blueprint import blueprint

__all__ = ["blueprint", "programme", "record"]
