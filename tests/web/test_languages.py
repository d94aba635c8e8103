"""The catalogues hold what the code says; numbers have the forms of their language."""

import os
import re
from functools import cache

import pytest
from babel.messages import Catalog
from flask import Flask
from flask_babel import force_locale

from app import catalogues
from app.web.numbers import Ordinal, Plural, merged

GAP = re.compile(r"%\(\w+\)s")


@cache
def extracted() -> Catalog:
    """What the code says, read once: that takes longer than all that is asked of it."""
    return catalogues.extracted()


def plain(app: Flask, language: str, sentences: dict[str, object]) -> dict[str, str]:
    with app.test_request_context(), force_locale(language):
        return merged(sentences)


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_catalogue_holds_the_sentences_of_the_code_and_no_others(language):
    kept, wanted = catalogues.read(language), extracted()

    assert {str(each.id) for each in kept if each.id} == {str(each.id) for each in wanted if each.id}
    assert not kept.obsolete
    assert [each.id for each in kept if each.id and each.fuzzy] == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_translation_has_the_gaps_of_its_english(language):
    wrong = []
    for each in catalogues.sentences(catalogues.read(language)):
        if catalogues.is_complete(each):
            forms = [each.string] if isinstance(each.string, str) else each.string
            gaps = set(GAP.findall(catalogues.english(each)))
            wrong += [form for form in forms if set(GAP.findall(form)) | {"%(n)s"} != gaps | {"%(n)s"}]

    assert wrong == []


def test_language_is_offered_exactly_when_its_catalogue_is_complete():
    complete = {each for each in catalogues.LANGUAGES if not catalogues.missing(each)}

    assert set(catalogues.OFFERED) == complete


@pytest.mark.parametrize(("language", "forms"), [
    ("en", {"one", "other"}), ("fr", {"one", "other"}), ("ru", {"one", "few", "many", "other"}),
    ("ar", {"zero", "one", "two", "few", "many", "other"}), ("zh", {"other"}),
])
def test_plural_has_the_forms_of_its_language(app, language, forms):
    found = plain(app, language, {"left_*": Plural("%(n)s remaining", "%(n)s remaining")})

    assert set(found) == {f"left_{form}" for form in forms}


def test_only_english_spells_its_ordinals(app):
    places = {"place_*": Ordinal("%(n)sst", "%(n)snd", "%(n)srd", "%(n)sth")}

    assert plain(app, "en", places) == {
        "place_one": "%(n)sst", "place_two": "%(n)snd", "place_few": "%(n)srd", "place_other": "%(n)sth",
    }
    assert set(plain(app, "fr", places)) == {"place_other"}


def test_folder_that_cannot_be_written_costs_a_line_in_the_log_and_no_start(tmp_path, monkeypatch, caplog):
    source = tmp_path / "es" / "LC_MESSAGES" / "messages.po"
    source.parent.mkdir(parents=True)
    source.write_bytes(catalogues.path_of("es").read_bytes())
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    monkeypatch.setattr(catalogues, "LANGUAGES", ("es",))
    # A folder in the way of the file: nobody can write it, not even an administrator.
    (source.parent / f"messages.{os.getpid()}.part").mkdir()

    catalogues.compile_changed()

    assert "catalogue not compiled language=es" in caplog.text
    assert not source.with_suffix(".mo").exists()
