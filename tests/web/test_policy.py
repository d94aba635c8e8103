"""Order policies over HTTP: previewed, then set, and shown."""

import json
from uuid import uuid4

from tests.conftest import SLUG


def preview(program, **fields):
    body = {"command": "set_policy", "command_id": str(uuid4()), **fields}
    return program.client.post(
        f"/api/v1/meetings/{SLUG}/preview-policy", data=json.dumps(body), headers=program.headers()
    )


def test_preview_shows_the_difference_and_does_nothing(chair, secretariat, service):
    secretariat.post("inscribe", list="4", delegation="KEN")
    version = service.load(SLUG).version

    answer = preview(chair, list="4", within="alphabetical")

    assert (answer.status_code, answer.json) == (200, {"version": version, "entries": {
        "i3": {"delegation": "NOR", "name": "Norway", "before": 1, "after": 2},
        "i4": {"delegation": "KEN", "name": "Kenya", "before": 2, "after": 1},
    }})
    assert (service.load(SLUG).version, service.load(SLUG).lists["4"].policy) == (version, None)


def test_preview_is_for_the_desk_and_for_policies_only(chair, program):
    assert preview(program("KEN"), list="4").status_code == 403
    assert preview(chair, list="77").status_code == 404
    assert preview(chair, list="4", tiers=[["martian"]]).json["params"]["field"] == "tiers"
    assert preview(chair, list="4", command="take_up").json["params"]["field"] == "command"


def test_draw_is_published_with_its_seed(chair, program):
    chair.post("take_up", list="4")
    assert chair.post("set_policy", list="4", within="lots", levels=["minister"]).status_code == 200
    assert chair.post("draw_lots", list="4", seed="17").status_code == 200

    shown = program("public").screen("public")

    assert shown["list"]["lots"] == {"seed": "17"}
    assert shown["entries"]["i3"]["because"][1]["seed"] == "17"


def test_half_a_character_in_a_list_of_words_is_refused(chair):
    answer = chair.post("set_policy", list="4", levels=["\ud800"])
    assert (answer.status_code, answer.json["params"]["field"]) == (422, "levels")


def test_level_is_asked_where_a_list_goes_by_it(chair, program):
    kenya = program("KEN")
    assert "levels" not in kenya.get("/screens/delegate").json["screen"]["lists"]["4"]
    chair.post("open_list", list="4")
    chair.post("set_policy", list="4", within="level", levels=["minister", "ambassador"])

    row = kenya.get("/screens/delegate").json["screen"]["lists"]["4"]
    assert row["levels"] == ["minister", "ambassador"]
    answer = kenya.post("inscribe", list="4", level="minister")
    own = answer.json["intervention"]
    mine = kenya.get("/screens/delegate").json["screen"]["mine"][own]
    assert (mine["level"], mine["place"]) == ("minister", 1)
    assert kenya.post("amend", intervention=own, level=None).status_code == 200
    assert kenya.get("/screens/delegate").json["screen"]["mine"][own]["place"] > 1
