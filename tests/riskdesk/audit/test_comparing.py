"""Two scores beside each other, in words that count levels and never subtract them."""

import datetime as dt
from dataclasses import replace

import pytest

from riskdesk.audit.comparing import as_kept, changed_since, compared, owner_then
from riskdesk.risks import Score, Stage
from riskdesk.schemes import preset
from riskdesk.scoring import Band, Combine, Level
from riskdesk.scrutiny import Moderation

COUNCIL = preset("council-4x4")
WIDE = Band("Any", "#FFFFFF", "#000000", 1, 32)


@pytest.mark.parametrize(
    ("owner", "moderated", "told"),
    [
        ((4, 3, None), (2, 3), "two levels of impact lower."),
        ((2, 2, None), (2, 3), "one level of likelihood higher."),
        ((4, 1, None), (3, 2), "one level of impact lower and one level of likelihood higher."),
        ((3, 3, None), (3, 3), "the same levels."),
        ((None, None, 12), (3, 3), "there are no two levels to compare with."),
        ((4, None, None), (3, 3), "there are no two levels to compare with."),
        ((9, 1, None), (3, 3), "there are no two levels to compare with."),
    ],
)
def test_the_difference_is_counted_in_levels(
    owner: tuple[int | None, int | None, int | None], moderated: tuple[int, int], told: str
) -> None:
    assert compared(COUNCIL, owner, moderated).endswith(f": {told}")


def test_both_ratings_are_said_with_their_words() -> None:
    said = compared(COUNCIL, (4, 3, None), (2, 3))
    assert said.startswith("Owner 12 High (4 x 3); moderated 6 Medium (2 x 3)")
    assert compared(COUNCIL, (None, None, None), (1, 1)).startswith("Owner not scored; moderated 1 Low")


def test_levels_are_counted_by_their_place_and_not_by_their_number() -> None:
    gap = replace(COUNCIL, impact=(Level(1), Level(2), Level(4), Level(8)), combine=Combine.PRODUCT, bands=(WIDE,))
    assert compared(gap, (8, 1, None), (2, 1)).endswith("two levels of impact lower.")


@pytest.mark.parametrize(
    ("said", "stated"),
    [("12 High (4 x 3), stated 16", 16), ("12 High as stated", 12), ("12 High (4 x 3)", None), ("not scored", None)],
)
def test_the_stated_rating_is_read_from_the_words_that_were_kept(said: str, stated: int | None) -> None:
    assert owner_then(moderated(owner_score=said))[2] == stated


def test_what_was_agreed_is_not_read_anew() -> None:
    kept = moderated(owner_score="12 High (4 x 3), stated 16", moderated_score="6 Medium (2 x 3)")
    assert as_kept(COUNCIL, kept) == (
        "Owner 12 High (4 x 3), stated 16; moderated 6 Medium (2 x 3): two levels of impact lower."
    )
    low, middle, high = COUNCIL.bands
    other = replace(COUNCIL, bands=(low, replace(middle, word="Amber"), high))
    assert as_kept(other, kept).startswith("Owner 12 High (4 x 3), stated 16; moderated 6 Medium (2 x 3). The scheme")
    assert as_kept(other, moderated()).endswith("moderated 6 Amber (2 x 3): two levels of impact lower.")


def moderated(owner_score: str = "", moderated_score: str = "") -> Moderation:
    return Moderation(
        risk_id=1, stage=Stage.CURRENT, impact=2, likelihood=3, rationale="x", moderated_on=dt.date(2017, 8, 1),
        owner_impact=4, owner_likelihood=3, owner_score=owner_score, moderated_score=moderated_score,
    )  # fmt: skip


def test_an_owners_later_change_is_told_and_only_that() -> None:
    moderation = Moderation(
        risk_id=1, stage=Stage.CURRENT, impact=2, likelihood=3, rationale="x",
        moderated_on=dt.date(2017, 8, 1), owner_impact=4, owner_likelihood=3,
    )  # fmt: skip
    assert changed_since(COUNCIL, moderation, Score(stage=Stage.CURRENT, impact=4, likelihood=3)) == ""
    told = changed_since(COUNCIL, moderation, Score(stage=Stage.CURRENT, impact=1, likelihood=3))
    assert told.endswith("it was 12 High (4 x 3) and is 3 Low (1 x 3) now.")
    assert changed_since(COUNCIL, moderation, None).endswith("and is not scored now.")
    in_words_then = replace(moderation, owner_score="12 Severe (4 x 3)")
    assert "it was 12 Severe (4 x 3) and is not" in changed_since(COUNCIL, in_words_then, None)
