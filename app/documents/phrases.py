"""The sentences of documents by code. Records and minutes carry the codes only."""

from flask_babel import lazy_gettext as _l

from app.documents.counted import Plural

GROUPS = {
    "opening": Plural("The meeting was opened by %(names)s.", "The meeting was opened by %(names)s."),
    "closing": Plural("The meeting was closed by %(names)s.", "The meeting was closed by %(names)s."),
    "committee": Plural("%(names)s presented on behalf of the Committee.",
                        "%(names)s presented on behalf of the Committee."),
    "presiding": Plural("The item was introduced by %(names)s.", "The item was introduced by %(names)s."),
    "address": Plural("%(names)s addressed the meeting.", "%(names)s addressed the meeting."),
    "panel": Plural("The following panellist opened the discussion: %(names)s.",
                    "The following panellists opened the discussion: %(names)s."),
    "update": Plural("%(names)s provided an update.", "The following delegations provided updates: %(names)s."),
    "update_states": Plural("The following State Party provided an update: %(names)s.",
                            "The following States Parties provided updates: %(names)s."),
    "presentation": Plural("%(names)s made a presentation.", "%(names)s made presentations."),
    "comment": Plural("The following delegation commented: %(names)s.",
                      "The following delegations commented: %(names)s."),
    "comment_on": Plural("The following delegation commented on the statement of %(other)s: %(names)s.",
                         "The following delegations commented on the statement of %(other)s: %(names)s."),
    "view": Plural("The following delegation shared its views: %(names)s.",
                   "The following delegations shared views: %(names)s."),
    "view_further": Plural("The following other delegation shared its views: %(names)s.",
                           "The following other delegations shared views: %(names)s."),
    "reply": Plural("The following delegation exercised the right of reply: %(names)s.",
                    "The following delegations exercised the right of reply: %(names)s."),
    "written": Plural("A written submission was provided by %(names)s.",
                      "Written submissions were provided by %(names)s."),
}
MENTIONS = {
    "on_behalf": _l("%(name)s (on behalf of %(group)s)"),
    "in_reply": _l("%(name)s (in reply to %(other)s)"),
    "speaker": _l("%(name)s (%(speaker)s)"),
}
SUBMISSIONS = Plural("%(n)s written submission", "%(n)s written submissions")
RECORD = {
    "title": _l("Summary and statements"),
    "item": _l("Item %(number)s: %(title)s"),
    "date": _l("Date"),
    "venue": _l("Venue"),
    "presiding": _l("Presiding"),
    "statements": _l("Statements"),
    "in_all": _l("%(n)s, %(length)s in all"),
    "provisional": _l("Provisional: speakers are still to be heard under this item."),
    "nobody": _l("Nobody took the floor under this item."),
    "foot": _l("From the log of the meeting, version %(version)s of %(at)s"),
}
MINUTES = {
    "title": _l("Minutes of sitting %(number)s"),
    "day_and_times": _l("%(day)s, %(begin)s to %(end)s"),
    "day_and_begin": _l("%(day)s, from %(begin)s"),
    "planned": _l("Planned"),
    "before_items": _l("Before the first item"),
    "presided": _l("Taken up at %(time)s, %(name)s presiding."),
    "nothing": _l("Nothing was done in this sitting."),
    "head.time": _l("Time"),
    "head.what": _l("Proceedings"),
    "head.by": _l("By"),
    "head.length": _l("Length"),
    "head.limit": _l("Limit"),
    "by.chair": _l("Chair"),
    "by.secretariat": _l("Secretariat"),
    "by.delegation": _l("Delegation"),
    "by.clock": _l("At its time"),
}
SPEECHES = {
    "comment": _l("%(name)s, comment on %(other)s"),
    "reply": _l("%(name)s, right of reply to %(other)s"),
    "comment_alone": _l("%(name)s, comment"),
    "reply_alone": _l("%(name)s, right of reply"),
}
ENTRIES = {
    "opened": _l("The sitting was opened."),
    "resumed": _l("The sitting was resumed."),
    "suspended": _l("The sitting was suspended."),
    "suspended_until": _l("The sitting was suspended until %(until)s."),
    "adjourned": _l("The sitting was adjourned."),
    "adjourned_until": _l("The sitting was adjourned until %(until)s."),
    "list_opened": _l("The list of speakers on item %(item)s (%(title)s) was opened."),
    "closing_announced": _l("The closing of the list of speakers on item %(item)s (%(title)s) was announced."),
    "closing_announced_until": _l(
        "The closing of the list of speakers on item %(item)s (%(title)s) was announced for %(until)s."
    ),
    "list_closed": _l("The list of speakers on item %(item)s (%(title)s) was closed."),
    "limit_set": _l("The time limit on item %(item)s was set to %(limit)s for: %(category)s."),
    "limit_set_all": _l("The time limit on item %(item)s was set to %(limit)s for all."),
    "order_set": _l("The order of the list of speakers on item %(item)s was changed."),
    "lots_drawn": _l("Lots were drawn for the order of speakers on item %(item)s, seed %(seed)s."),
    "extended": _l("The time limit of %(name)s was set to %(limit)s."),
    "moved": _l("%(name)s was given another place on the list."),
    "yielded": _l("%(name)s let the next speaker go first."),
    "exchanged": _l("%(name)s and %(other)s exchanged their places on the list."),
    "absent": _l("%(name)s was not in the room."),
    "absent_waits": _l("%(name)s was not in the room and was given a later place on the list."),
    "absent_written": _l("%(name)s was not in the room; its statement is filed in writing."),
    "withdrawn": _l("%(name)s withdrew from the list."),
    "refused": _l("The request of %(name)s for the floor was refused."),
    "converted": _l("The statement of %(name)s was turned into a written submission."),
    "placed_back": _l("%(name)s was put back on the list."),
    "order_raised": _l("%(name)s rose to a point of order."),
    "order_withdrawn": _l("%(name)s withdrew its point of order."),
    "order_sustained": _l("The chair sustained the point of order of %(name)s."),
    "order_dismissed": _l("The chair dismissed the point of order of %(name)s."),
    "appealed": _l("%(name)s appealed against the ruling on the point of order of %(other)s."),
    "appeal_carried": _l(
        "The appeal was carried and the ruling overruled: %(in_favour)s in favour, %(against)s against, "
        "%(abstaining)s abstaining."
    ),
    "appeal_rejected": _l(
        "The appeal was rejected and the ruling stood: %(in_favour)s in favour, %(against)s against, "
        "%(abstaining)s abstaining."
    ),
    "motion_moved": _l("%(name)s moved %(motion)s."),
    "motion_speaker_for": _l("%(name)s was to speak for the motion %(motion)s."),
    "motion_speaker_against": _l("%(name)s was to speak against the motion %(motion)s."),
    "motion_withdrawn": _l("%(name)s withdrew its motion %(motion)s."),
    "motion_carried": _l("The motion of %(name)s %(motion)s was carried."),
    "motion_rejected": _l("The motion of %(name)s %(motion)s was rejected."),
    "motion_carried_vote": _l(
        "The motion of %(name)s %(motion)s was carried: %(in_favour)s in favour, %(against)s against, "
        "%(abstaining)s abstaining."
    ),
    "motion_rejected_vote": _l(
        "The motion of %(name)s %(motion)s was rejected: %(in_favour)s in favour, %(against)s against, "
        "%(abstaining)s abstaining."
    ),
}
MOTIONS = {
    "suspend_meeting": _l("to suspend the meeting"),
    "adjourn_meeting": _l("to adjourn the meeting"),
    "adjourn_debate": _l("to adjourn the debate"),
    "close_debate": _l("to close the debate"),
    "time_limit": _l("to limit the time of speakers"),
}
CATEGORIES = {
    "presiding": _l("Presiding"),
    "invited_state_party": _l("Invited State Party"),
    "group": _l("Group"),
    "state_party": _l("State Party"),
    "state_not_party": _l("State not party"),
    "international_organization": _l("International organization"),
    "ngo": _l("Non-governmental organization"),
    "other": _l("Other delegation"),
}
PARTICIPANTS = {
    "title": _l("List of participants"),
    "part.state_party": _l("States Parties"),
    "part.state_not_party": _l("States not party"),
    "part.international_organization": _l("International organizations"),
    "part.ngo": _l("Non-governmental organizations"),
    "part.other": _l("Other delegations"),
    "head": _l("Head of delegation"),
    "alternate": _l("Alternate head"),
    "adviser": _l("Adviser"),
    "observer": _l("Observer"),
    "with_function": _l("%(person)s, %(function)s"),
    "nobody": _l("Nobody is registered yet."),
}
