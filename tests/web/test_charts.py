"""Charts: what they draw, what they escape, how they turn around; and the page that they stand on."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from flask import render_template
from flask_babel import force_locale

from app.domain.meeting import Session
from app.reports.coverage import coverage
from app.reports.figures import figures_of
from app.reports.publication import publications
from app.web import frames
from app.web.charts import GIVEN, WIDTH, Bar, Line, bar_chart, line_chart
from app.web.figures_view import view_of
from tests.reports.gatherings import gatherings

SVG = "{http://www.w3.org/2000/svg}"


def parsed(markup):
    return ET.fromstring(str(markup).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def boxes(markup, name):
    """(x, width) of each rectangle of a class."""
    return [
        (float(each.get("x")), float(each.get("width")))
        for each in parsed(markup).iter(f"{SVG}rect") if each.get("class") == name
    ]


BARS = [Bar(label="Kenya", amount=10, value="10"), Bar(label="Peru", amount=5, value="5"),
        Bar(label="Norway", amount=None, value="–")]


def test_bars_are_as_long_as_what_they_stand_for():
    assert boxes(bar_chart("c", "Title", "Words", BARS), "bars__bar") == [(0, WIDTH), (0, WIDTH / 2), (0, 0)]


def test_bars_begin_on_the_right_in_arabic():
    drawn = bar_chart("c", "Title", "Words", BARS, is_rtl=True)

    assert boxes(drawn, "bars__bar") == [(0, WIDTH), (WIDTH / 2, WIDTH / 2), (WIDTH, 0)]
    assert [each.get("x") for each in parsed(drawn).iter(f"{SVG}text")] == [str(WIDTH), "0"] * 3
    assert parsed(drawn).get("direction") == "rtl"


def test_line_crosses_its_tick_only_when_more_was_used_than_planned():
    drawn = line_chart("c", "Title", "Words", [
        Line(label="1", planned=60, used=30, value=""), Line(label="2", planned=60, used=75, value=""),
        Line(label="3", planned=60, used=600, value=""),
    ])

    assert boxes(drawn, "bars__bar") == [(0, GIVEN / 2), (0, GIVEN), (0, GIVEN)]
    assert boxes(drawn, "bars__over") == [(GIVEN, GIVEN / 4), (GIVEN, WIDTH - GIVEN)]
    assert boxes(drawn, "bars__tick") == [(GIVEN - 1.5, 3)] * 3


def test_nothing_planned_and_nothing_there_can_be_drawn():
    assert boxes(line_chart("c", "", "", [Line(label="", planned=0, used=9, value="")]), "bars__bar") == [(0, GIVEN)]
    assert boxes(bar_chart("c", "", "", [Bar(label="", amount=0, value="0")]), "bars__bar") == [(0, 0)]
    assert boxes(bar_chart("c", "", "", []), "bars__bar") == []


def test_words_are_escaped_and_the_chart_is_named():
    wicked = '<script>"&\''
    drawn = bar_chart("c", wicked, wicked, [Bar(label=wicked, amount=1, value=wicked)])

    svg = parsed(drawn)
    assert "<script" not in drawn
    assert [each.text for each in svg.iter() if each.text] == [wicked] * 4
    assert (svg.get("role"), svg.get("aria-labelledby")) == ("img", "c-title c-desc")
    assert "style=" not in drawn


def page(app, language, seed=4):
    """The page of a meeting at random, adjourned."""
    *_, held = gatherings(seed)
    adjourned = replace(held.meeting, session=Session(state="adjourned"))
    told = publications(adjourned, held.genders, held.members)
    with app.test_request_context(f"/?lang={language}"), force_locale(language):
        view = view_of(adjourned, figures_of(adjourned), told[-1], coverage(adjourned, {"i1": [3]}))
        return told[-1], render_template("figures.html", view=view, **(frames.frame("public") | {"surface": "figures"}))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_page_shows_every_section_in_a_language(app, language):
    _, html = page(app, language)

    assert html.count('role="img"') == 10
    assert html.count("<details") >= 10
    assert "style=" not in html
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in html


def test_page_says_of_what_is_not_told_that_it_is_not(app):
    quiet = next(seed for seed in range(50) if page(app, "en", seed)[0].speakers.whole.persons[0] is None)

    _, html = page(app, "en", quiet)

    assert "<td>–</td>" in html
    assert "fewer than five persons" in html
