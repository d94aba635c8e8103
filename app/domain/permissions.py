"""Who may send what: one table. A delegation acts for itself only, which `owns` judges."""

from app.domain.commands import (
    Appeal,
    Command,
    Inscribe,
    MoveMotion,
    Prefer,
    RaisePointOfOrder,
    RegisterMember,
    SetContact,
    SpeakOnMotion,
    Withdraw,
)
from app.domain.errors import NotAllowed
from app.domain.meeting import Actor, Intervention
from app.domain.order import Order, is_order_id

CHAIR = frozenset({"chair"})
DESK = frozenset({"chair", "secretariat"})
SECRETARIAT = frozenset({"secretariat"})
DELEGATION = frozenset({"delegation"})
OWNER = frozenset({"delegation", "secretariat"})
SECRETARIAT = frozenset({"secretariat"})
ANYBODY = frozenset({"delegation", "secretariat", "chair"})

MAY_SEND: dict[str, frozenset[str]] = {
    "inscribe": ANYBODY,
    "amend": OWNER,
    "submit": OWNER,
    "prefer": OWNER,
    "register_member": OWNER,
    "amend_member": OWNER,
    "withdraw_member": OWNER,
    "grant_member": SECRETARIAT,
    "decline_member": SECRETARIAT,
    "hand_in": OWNER,
    "withdraw_statement": OWNER,
    "release_statement": SECRETARIAT,
    "request_text": frozenset({"booth", "secretariat"}),
    "set_programme": SECRETARIAT,
    "set_delegations": SECRETARIAT,
    "remove_delegation": SECRETARIAT,
    "note_record": SECRETARIAT,
    "withdraw": OWNER,
    "open_list": DESK,
    "announce_list": DESK,
    "close_list": DESK,
    "set_limit": DESK,
    "set_policy": DESK,
    "draw_lots": DESK,
    "move": DESK,
    "refuse": DESK,
    "convert_written": DESK,
    "put_back": DESK,
    "answer_roll": OWNER,
    "yield_place": OWNER,
    "offer_swap": DELEGATION,
    "answer_swap": DELEGATION,
    "take_up": DESK,
    "call": DESK,
    "start_clock": DESK,
    "pause_clock": DESK,
    "resume_clock": DESK,
    "end_speech": DESK,
    "extend": DESK,
    "mark_absent": DESK,
    "suspend": CHAIR,
    "resume": CHAIR,
    "adjourn": CHAIR,
    "tell": DESK,
    "point_display": DESK,
    "undo": DESK,
    "redo": DESK,
    "raise_point_of_order": ANYBODY,
    "move_motion": ANYBODY,
    "speak_on_motion": ANYBODY,
    "hear": DESK,
    "rule": CHAIR,
    "appeal": ANYBODY,
    "record_vote": DESK,
    "set_contact": OWNER,
    "erase_person": SECRETARIAT,
}

MAY_SEE: dict[str, frozenset[str]] = {
    "public": frozenset({"public", "room", "booth", "delegation", "secretariat", "chair"}),
    "room": frozenset({"room", "booth", "delegation", "secretariat", "chair"}),
    "booth": frozenset({"booth", "secretariat", "chair"}),
    "delegate": frozenset({"delegation"}),
    "secretariat": frozenset({"secretariat"}),
    "chair": frozenset({"chair", "secretariat"}),
}
"""Who may see which screen."""

NAMES_DELEGATION = (
    Inscribe, Prefer, RegisterMember, RaisePointOfOrder, Appeal, MoveMotion, SpeakOnMotion, SetContact,
)
DESK_FIELDS = ("part", "role")


def allowed(command: Command) -> frozenset[str]:
    """The roles that may send a command. The chair too takes note that a point of order is withdrawn."""
    if isinstance(command, Withdraw) and is_order_id(command.intervention):
        return ANYBODY
    return MAY_SEND[command.name]


def check_may_send(actor: Actor, command: Command) -> None:
    """Raises NotAllowed `not_for_role`, `not_yours`, `desk_only`."""
    if actor.role not in allowed(command):
        raise NotAllowed("not_for_role", role=actor.role, command=command.name)
    if actor.role == "chair" and isinstance(command, Inscribe) and command.draft:
        raise NotAllowed("not_for_role", role=actor.role, command=command.name)
    if actor.is_desk:
        return
    named = command.delegation if isinstance(command, NAMES_DELEGATION) else None
    if named not in (None, actor.delegation):
        raise NotAllowed("not_yours", delegation=named)
    if isinstance(command, Inscribe):
        for field in DESK_FIELDS:
            if getattr(command, field) is not None:
                raise NotAllowed("desk_only", field=field)


def check_owns(actor: Actor, intervention: Intervention | Order) -> None:
    """Raises NotAllowed `not_yours`: A cannot touch what is B's."""
    if not actor.is_desk and intervention.delegation != actor.delegation:
        raise NotAllowed("not_yours", intervention=intervention.id)


def may_see(actor: Actor, screen: str) -> bool:
    return actor.role in MAY_SEE.get(screen, frozenset())
