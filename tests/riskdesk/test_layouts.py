"""What papers are printed with: layouts, logos, people's own words; and what the public does not see."""

import base64
import datetime as dt
import io
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from riskdesk.errors import RiskDeskError
from riskdesk.logos import MOST
from riskdesk.publishing import House, Narrative, Publication, Purpose, Subject, under, usual_layouts
from riskdesk.store import Store
from tests.made import DOT
from tests.riskdesk.conftest import Clock, sound_register
from tests.riskdesk.monthly import AUGUST, SIGNED, close

BOARD = {"name": "Board", "body": "Health and Wellbeing Board", "purpose": Purpose.ASSURE, "colour": "#1b4b72"}


def picture(kind: str, width: int = 3, height: int = 2) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (27, 75, 114)).save(out, kind)
    return out.getvalue()


def title(store: Store) -> str:
    assert store.last_step
    return store.last_step.title


# Layouts


def test_a_layout_is_added_changed_and_removed_each_as_one_step(book: Store) -> None:
    number = book.add_layout(BOARD | {"sections": " cover  summary cover "})
    [layout] = book.publication().layouts
    assert (layout.id, layout.name, layout.body) == (number, "Board", "Health and Wellbeing Board")
    assert (layout.keys, layout.colour, layout.house) == (("cover", "summary"), "#1B4B72", House.COUNCIL)
    assert title(book) == "Add layout Board"
    book.change_layout(number, {"colour": "", "classification": "Official"})
    assert title(book) == "Edit colour and classification of layout Board"
    book.change_layout(number, {"sections": "summary"})
    assert title(book) == "Edit layout Board"
    book.change_layout(number, {"name": " The  board "})
    assert book.publication().layout("the board") is not None
    book.remove_layout(number)
    assert book.publication() == Publication()
    assert title(book) == "Remove layout The board"
    for _ in range(4):
        book.undo()
    assert book.publication().layouts == (layout,)
    book.undo()
    assert book.publication().layouts == ()
    assert book.verify().sound


def test_a_layout_that_is_changed_to_what_it_is_makes_no_step(book: Store) -> None:
    number = book.add_layout(BOARD)
    before = book.last_step
    book.change_layout(number, BOARD)
    assert book.last_step == before


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"name": " "}, "Name cannot be empty"),
        ({"name": "BOARD"}, "already a layout Board"),
        ({"name": "Second", "colour": "blue"}, '"blue" is not a colour'),
        ({"name": "Second", "colour": "#12345G"}, "is not a colour"),
        ({"name": "Second", "colour": "#1234567"}, "is not a colour"),
        ({"name": "Second", "purpose": "please"}, 'Purpose cannot be "please"'),
    ],
)
def test_what_no_layout_can_be_is_refused(book: Store, facts: dict[str, Any], said: str) -> None:
    book.add_layout(BOARD)
    before = book.last_step
    with pytest.raises(RiskDeskError, match=said):
        book.add_layout(facts)
    assert book.last_step == before


def test_a_layout_keeps_its_name_but_takes_no_other_layouts(book: Store) -> None:
    board, cabinet = book.add_layout(BOARD), book.add_layout({"name": "Cabinet"})
    book.change_layout(board, {"name": "board"})
    with pytest.raises(RiskDeskError, match="already a layout board"):
        book.change_layout(cabinet, {"name": "Board"})
    with pytest.raises(RiskDeskError, match="no longer in the register"):
        book.change_layout(99, {"name": "Nobody"})


def test_sections_that_this_program_does_not_know_are_kept(book: Store) -> None:
    book.add_layout({"name": "Board", "sections": "cover horoscope"})
    assert book.publication().layouts[0].keys == ("cover", "horoscope")


def test_the_usual_layouts_are_added_in_one_step(book: Store) -> None:
    book.add_layouts(usual_layouts(book.register()))
    found = book.publication().layouts
    assert found[0].name == "Integrated Commissioning Executive"
    assert [layout.name for layout in found if layout.house is House.NHS] == ["NHS board"]
    assert all(layout.keys[0] == "summary" and "Thurrock Council" in layout.foot for layout in found)
    with pytest.raises(RiskDeskError, match="already a layout"):
        book.add_layouts(usual_layouts(book.register()))
    book.undo()
    assert book.publication().layouts == ()


# Logos


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_known_by_its_first_bytes_and_kept_as_it_is(book: Store, kind: str) -> None:
    number = book.add_layout(BOARD)
    book.set_logo(number, picture(kind))
    logo = book.publication().layouts[0].logo
    assert logo
    assert (logo.media_type, base64.b64decode(logo.data)) == (f"image/{kind.lower()}", picture(kind))
    assert title(book) == "Set logo of layout Board"


def test_another_logo_takes_the_place_of_the_first(book: Store) -> None:
    number = book.add_layout(BOARD)
    book.set_logo(number, DOT)
    first = book.publication().layouts[0].logo
    book.set_logo(number, picture("JPEG"))
    book.undo()
    assert book.publication().layouts[0].logo == first
    book.remove_logo(number)
    assert book.publication().layouts[0].logo is None
    book.undo()
    assert book.publication().layouts[0].logo == first
    assert book.verify().sound


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not a PNG or JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a PNG or JPEG"),
        (b"GIF89a" + bytes(20), "not a PNG or JPEG"),
        (DOT[:20], "damaged"),
        (picture("JPEG", 200, 200)[:300], "damaged"),
        (DOT + bytes(MOST), "301 KB large"),
        (picture("PNG", 5000, 1), "5,000 by 1 pixels"),
    ],
    ids=["nothing", "svg", "gif", "half a PNG", "half a JPEG", "too many bytes", "too wide"],
)
def test_what_is_no_logo_is_refused(book: Store, data: bytes, said: str) -> None:
    number = book.add_layout(BOARD)
    before = book.last_step
    with pytest.raises(RiskDeskError, match=said):
        book.set_logo(number, data)
    assert book.last_step == before


def test_a_removed_layout_takes_its_logo_and_its_words_with_it_and_brings_them_back(book: Store) -> None:
    number = book.add_layout(BOARD)
    book.set_logo(number, DOT)
    book.write_narrative(Subject.SUMMARY, "For the board", layout_id=number)
    book.write_narrative(Subject.SUMMARY, "For all")
    before = book.publication()
    book.remove_layout(number)
    assert [each.text for each in book.publication().narratives] == ["For all"]
    assert book.publication().layouts == ()
    book.undo()
    assert book.publication() == before
    assert book.verify().sound


# What people write


def test_words_are_written_once_for_each_subject_period_and_layout(book: Store) -> None:
    layout = book.add_layout(BOARD)
    july = book.open_period("July 2017", dt.date(2017, 7, 31))
    for text in ("First", "Second"):
        book.write_narrative(Subject.SUMMARY, text, period_id=july)
    book.write_narrative(Subject.SUMMARY, " For the board\n\nIn two ", period_id=july, layout_id=layout)
    book.write_narrative(Subject.DECISIONS, "Note it", period_id=july)
    found = book.publication()
    assert [each.text for each in found.narratives] == ["Second", "For the board\n\nIn two", "Note it"]
    assert _text(found.written(Subject.SUMMARY, july, found.layouts[0])) == "For the board\n\nIn two"
    assert _text(found.written(Subject.DECISIONS, july, found.layouts[0])) == "Note it"
    assert _text(found.written(Subject.SUMMARY, july)) == "Second"
    assert (found.narratives[0].written_by, found.narratives[0].written_on) == ("Ann Author", book.today)
    assert title(book) == "Write decisions asked of July 2017"


def _text(narrative: Narrative | None) -> str:
    return narrative.text if narrative else ""


def test_no_words_give_the_program_its_own_back(book: Store) -> None:
    layout = book.add_layout(BOARD)
    book.write_narrative(Subject.SUMMARY, "Mine", layout_id=layout)
    assert title(book) == "Write summary of the next period for Board"
    before = book.last_step
    book.write_narrative(Subject.SUMMARY, "Mine ", layout_id=layout)
    book.write_narrative(Subject.DECISIONS, " ")
    assert book.last_step == before, "nothing was changed"
    book.write_narrative(Subject.SUMMARY, " \n", layout_id=layout)
    assert book.publication().narratives == ()
    assert title(book) == "Take back written summary of the next period for Board"
    book.undo()
    assert [each.text for each in book.publication().narratives] == ["Mine"]


def test_what_was_written_before_there_was_a_period_goes_with_the_one_that_is_opened(book: Store) -> None:
    book.write_narrative(Subject.SUMMARY, "All is well.")
    july = book.open_period("July 2017", dt.date(2017, 7, 31))
    assert _text(book.publication().written(Subject.SUMMARY, july)) == "All is well."
    assert book.publication().written(Subject.SUMMARY, None) is None
    book.undo()
    assert _text(book.publication().written(Subject.SUMMARY, None)) == "All is well."
    book.redo()
    assert _text(book.publication().written(Subject.SUMMARY, july)) == "All is well."
    assert book.verify().sound


def test_what_was_written_goes_with_a_period_that_is_opened_and_closed_at_once(book: Store, clock: Clock) -> None:
    book.write_narrative(Subject.SUMMARY, "July was quiet.")
    july = close(book)
    clock.go_on(days=30)
    book.write_narrative(Subject.SUMMARY, "August was not.")
    august = close(book, "August 2017", AUGUST)
    found = book.publication()
    assert _text(found.written(Subject.SUMMARY, july.id)) == "July was quiet."
    assert _text(found.written(Subject.SUMMARY, august.id)) == "August was not."
    with book.look_back(july) as stood:
        assert [each.text for each in stood.publication().narratives] == ["July was quiet."]
        assert stood.verify().sound
    assert book.verify().sound


def test_words_are_written_for_a_closed_period_too_and_can_be_undone(book: Store) -> None:
    july = close(book)
    book.write_narrative(Subject.MEETING_DATE, "7 September 2017", period_id=july.id)
    assert _text(book.publication().written(Subject.MEETING_DATE, july.id)) == "7 September 2017"
    assert title(book) == "Write date of meeting of July 2017"
    book.undo()
    assert book.publication().narratives == ()
    with pytest.raises(RiskDeskError, match="no longer in the register"):
        book.write_narrative(Subject.SUMMARY, "Of nothing", period_id=99)
    with pytest.raises(RiskDeskError, match="layout is no longer"):
        book.write_narrative(Subject.SUMMARY, "Of nothing", layout_id=99)


def test_words_without_a_period_are_those_of_the_open_one(book: Store) -> None:
    july = book.open_period("July 2017", dt.date(2017, 7, 31))
    book.write_narrative(Subject.SUMMARY, "All is well.")
    assert [each.period_id for each in book.publication().narratives] == [july]


def test_what_papers_are_printed_with_changes_nothing_that_was_signed(book: Store) -> None:
    book.open_period("July 2017", dt.date(2017, 7, 31))
    book.sign_off(SIGNED[0])
    [signed] = book.register().periods[-1].sign_offs
    book.write_narrative(Subject.SUMMARY, "All is well.")
    book.set_logo(book.add_layout(BOARD), DOT)
    book.exempt(1, "3")
    assert book.changed_since(signed) == 0
    book.edit_risk(1, {"heading": "Staff"})
    assert book.changed_since(signed) == 1


# What the public does not see


def test_a_risk_or_a_part_of_it_is_exempt_until_that_is_withdrawn(book: Store) -> None:
    whole = book.exempt(1, " Paragraph 3 ", reason=" A contract is being let ")
    assert title(book) == "Exempt risk 1, paragraph 3"
    money = book.exempt(2, "3", field="money")
    assert title(book) == "Exempt risk 2: money, paragraph 3"
    [first] = book.publication().exempt(1)
    assert (first.id, first.field, first.paragraph, first.reason) == (whole, "", "3", "A contract is being let")
    assert (first.decided_by, first.decided_on) == ("Ann Author", book.today)
    book.withdraw_exemption(money, "The contract is let")
    assert title(book) == "Withdraw exemption of risk 2: money"
    assert book.last_step
    assert book.last_step.reason == "The contract is let"
    assert book.publication().exempt(2) == ()
    book.undo()
    assert [each.id for each in book.publication().exempt(2)] == [money]
    assert book.verify().sound


def test_another_law_is_kept_in_its_own_words(book: Store) -> None:
    book.exempt(1, "Freedom of Information Act 2000,  section 43")
    [found] = book.publication().exemptions
    assert under(found.paragraph) == "Freedom of Information Act 2000, section 43"
    assert title(book) == "Exempt risk 1, Freedom of Information Act 2000, section 43"


def test_what_cannot_be_exempt_is_refused(book: Store) -> None:
    with pytest.raises(RiskDeskError, match="names its paragraph"):
        book.exempt(1, " ")
    with pytest.raises(RiskDeskError, match='"rating" cannot be exempt by itself'):
        book.exempt(1, "3", field="rating")
    number = book.exempt(1, "3", field="owners")
    with pytest.raises(RiskDeskError, match="Risk 1: owners is exempt already"):
        book.exempt(1, "1", field="owners")
    with pytest.raises(RiskDeskError, match="withdrawn with a reason"):
        book.withdraw_exemption(number, " ")
    book.withdraw_exemption(number, "Public now")
    with pytest.raises(RiskDeskError, match="no longer exempt"):
        book.withdraw_exemption(number, "Again")


def test_a_risks_history_tells_what_was_exempt_by_whom_and_why(book: Store) -> None:
    book.exempt(1, "3", field="money", reason="A contract is being let")
    book.withdraw_exemption(book.publication().exemptions[0].id, "It is let")
    withdrawn, exempted = book.risk_history(1)[:2]
    said = "Money and who bears it, paragraph 3"
    assert [(each.field, each.before, each.after) for each in exempted.changes] == [("Exempt", "", said)]
    assert [(each.field, each.before, each.after) for each in withdrawn.changes] == [("Exempt", said, "")]
    assert (exempted.author, exempted.reason) == ("Ann Author", "A contract is being let")
    assert withdrawn.title == "Withdraw exemption of risk 1: money"


# The whole


def test_the_publication_is_one_value_until_the_next_step(book: Store) -> None:
    book.add_layout(BOARD)
    first = book.publication()
    assert book.publication() is first
    book.edit_risk(1, {"heading": "Staff"})
    assert book.publication() == first


def test_a_register_of_no_organisation_has_the_usual_layouts_too() -> None:
    nameless = replace(sound_register(), organisation="")
    assert all("its author" in layout.foot for layout in usual_layouts(nameless))
