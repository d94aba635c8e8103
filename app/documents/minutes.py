"""The minutes of a sitting as a document: a table of what was done, item by item."""

from collections.abc import Iterator
from typing import Any

from app.documents.model import Block, Document, Fields, Heading, Paragraph, Run, Table, direction_of, text
from app.documents.phrases import CATEGORIES, ENTRIES, MENTIONS, MINUTES, MOTIONS, RECORD, SPEECHES
from app.documents.record import NameOf, foot, item_heading
from app.documents.times import Clock, length
from app.documents.weaving import Weaver
from app.domain.meeting import Meeting
from app.reports.entries import Entry
from app.reports.minutes import Minutes

WIDTHS = (11, 52, 15, 11, 11)
FIGURES = (3, 4)
Row = tuple[tuple[Run, ...], ...]


def minutes_document(minutes: Minutes, meeting: Meeting, names: NameOf, language: str) -> Document:
    """The language in force is that of `language`. `names`: of a delegation by its code."""
    writer = MinutesWriter(minutes, meeting, names)
    return Document(
        title=MINUTES["title"] % {"number": minutes.number}, subtitle=writer.subtitle(),
        header=meeting.programme.title, footer=foot(meeting), language=language, direction=direction_of(language),
        blocks=(writer.facts(), *writer.proceedings()),
    )


class MinutesWriter:
    def __init__(self, minutes: Minutes, meeting: Meeting, names: NameOf) -> None:
        self._minutes = minutes
        self._meeting = meeting
        self._names = names
        self._clock = Clock(meeting.programme.timezone)

    def subtitle(self) -> str:
        """The title of the meeting, and when it sat."""
        began = self._minutes.opened_at
        if began is None:
            when = self._clock.day(self._minutes.starts_at)
        elif self._minutes.rose_at is None:
            when = MINUTES["day_and_begin"] % {"day": self._clock.day(began), "begin": self._clock.time(began)}
        else:
            when = MINUTES["day_and_times"] % {
                "day": self._clock.day(began), "begin": self._clock.time(began),
                "end": self._clock.moment(self._minutes.rose_at, began),
            }
        return f"{self._meeting.programme.title}\n{when}"

    def facts(self) -> Fields:
        minutes, clock = self._minutes, self._clock
        planned = MINUTES["day_and_times"] % {
            "day": clock.day(minutes.starts_at), "begin": clock.time(minutes.starts_at),
            "end": clock.moment(minutes.ends_at, minutes.starts_at),
        }
        pairs = [(str(MINUTES["planned"]), text(planned))]
        if self._meeting.programme.venue:
            pairs.append((str(RECORD["venue"]), text(self._meeting.programme.venue, is_name=True)))
        said = RECORD["in_all"] % {"n": len(minutes.speeches), "length": length(minutes.spoken_s)}
        return Fields(pairs=(*pairs, (str(RECORD["statements"]), text(said))))

    def proceedings(self) -> Iterator[Block]:
        """A table for what came before the first item, then one for each time that an item was taken up."""
        if not self._minutes.entries:
            yield Paragraph(runs=text(str(MINUTES["nothing"]), is_faint=True))
        rows: list[Row] = []
        heading: list[Block] = [Heading(level=1, runs=text(str(MINUTES["before_items"])))]
        for entry in self._minutes.entries:
            if entry.code == "item_taken_up":
                yield from self._table(heading, rows)
                heading, rows = self._heading(entry), []
                continue
            rows.append(self._speech(entry) if entry.code == "speech" else self._done(entry))
        yield from self._table(heading, rows)

    def _table(self, heading: list[Block], rows: list[Row]) -> Iterator[Block]:
        """An item under which nothing was done keeps its heading: it was taken up."""
        is_item = len(heading) > 1
        if rows or is_item:
            yield from heading
        if rows:
            head = tuple(str(MINUTES[f"head.{each}"]) for each in ("time", "what", "by", "length", "limit"))
            yield Table(head=head, rows=tuple(rows), widths=WIDTHS, figures=FIGURES)

    def _heading(self, entry: Entry) -> list[Block]:
        weaver = Weaver()
        presiding = entry.params["presiding"]
        taken_up = MINUTES["presided"] % {
            "time": self._clock.time(entry.at), "name": weaver.name(self._names(presiding)) if presiding else "",
        }
        return [
            item_heading(entry.params["item"], entry.params["title"]),
            Paragraph(runs=weaver.runs(taken_up)),
        ]

    def _speech(self, entry: Entry) -> Row:
        params, weaver = entry.params, Weaver()
        name = weaver.name(self._names(params["delegation"]), is_strong=True)
        if params["on_behalf_of"]:
            name = MENTIONS["on_behalf"] % {"name": name, "group": weaver.name(self._group(params["on_behalf_of"]))}
        if params["kind"] in ("comment", "reply"):
            answers = params["answers"]
            phrase = SPEECHES[params["kind"] if answers else f"{params['kind']}_alone"]
            name = phrase % {"name": name, "other": weaver.name(self._names(answers)) if answers else ""}
        took = params["spoken_s"]
        is_over = took is not None and took > params["limit_s"]
        return (
            text(self._clock.time(params["began_at"])), weaver.runs(name), text(""),
            text("" if took is None else length(took), is_strong=is_over), text(length(params["limit_s"])),
        )

    def _group(self, on_behalf_of: str) -> str:
        return self._names(on_behalf_of) if on_behalf_of in self._meeting.delegations else on_behalf_of

    def _done(self, entry: Entry) -> Row:
        weaver = Weaver()
        said = weaver.runs(ENTRIES[phrase_of(entry)] % self._gaps(entry, weaver))
        words = entry.params.get("words")
        if words:
            said = (*said, Run(text="\n"), Run(text=words, is_faint=True, is_name=True))
        by = str(MINUTES.get(f"by.{entry.by}", ""))
        return (text(self._clock.time(entry.at)), said, text(by, is_faint=True), text(""), text(""))

    def _gaps(self, entry: Entry, weaver: Weaver) -> dict[str, Any]:
        """What fills the sentence of an entry; each knows which of its gaps it has."""
        params = entry.params
        gaps: dict[str, Any] = {}
        for gap, key in (("name", "delegation"), ("other", "raised_by"), ("other", "with")):
            if params.get(key):
                gaps[gap] = weaver.name(self._names(params[key]))
        gaps |= {key: weaver.name(params[key]) for key in ("item", "title", "seed") if key in params}
        if "seconds" in params:
            gaps["limit"] = length(params["seconds"])
        if "category" in params:
            gaps["category"] = CATEGORIES.get(params["category"], params["category"])
        if params.get("until"):
            gaps["until"] = self._clock.moment(params["until"], entry.at)
        if params.get("motion"):
            gaps["motion"] = MOTIONS[params["motion"]]
        if params.get("vote"):
            gaps |= zip(("in_favour", "against", "abstaining"), params["vote"], strict=True)
        return gaps


def phrase_of(entry: Entry) -> str:
    """The key of the sentence: the code, and what tells apart its forms."""
    if entry.params.get("category") == "all":
        return f"{entry.code}_all"
    if entry.code == "motion_speaker":
        return f"motion_speaker_{entry.params['side']}"
    if entry.params.get("until"):
        return f"{entry.code}_until"
    if entry.code in ("motion_carried", "motion_rejected") and entry.params["vote"]:
        return f"{entry.code}_vote"
    return entry.code
