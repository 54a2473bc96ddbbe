"""Dip samples: a seed repeats them, strata are fair, and chance is chance."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskdesk.audit.sampling import Drawn, Strata, draw
from riskdesk.risks import Category, Owner, Register, Risk, Score, Stage, Status
from riskdesk.samples import load
from riskdesk.schemes import preset

HIGH, LOW = (4, 4), (1, 1)


def register(high: int, low: int, unrated: int = 0) -> Register:
    levels = [HIGH] * high + [LOW] * low
    risks = [
        Risk(
            id=number,
            uuid=f"u{number}",
            ref=f"{number}",
            owners=(Owner(name=f"Lead {number % 3}"),),
            category=Category(name="Money") if number % 2 else None,
            scores={Stage.CURRENT: Score(stage=Stage.CURRENT, impact=impact, likelihood=likelihood)},
        )
        for number, (impact, likelihood) in enumerate(levels, 1)
    ]
    risks += [Risk(id=number, uuid=f"u{number}", ref=f"{number}") for number in range(900, 900 + unrated)]
    return Register(title="T", scheme=preset("council-4x4"), risks=tuple(risks))


def refs(drawn: Drawn) -> list[str]:
    return [pick.risk.ref for pick in drawn.picks]


def strata(drawn: Drawn) -> dict[str, int]:
    return dict(Counter(pick.stratum for pick in drawn.picks))


def test_the_same_seed_draws_the_same_risks_and_another_seed_others() -> None:
    book = register(30, 30)
    first = draw(book, 10, Strata.BAND, 7)
    assert refs(first) == refs(draw(book, 10, Strata.BAND, 7))
    assert refs(first) != refs(draw(book, 10, Strata.BAND, 8))


def test_a_seed_draws_these_risks_for_ever() -> None:
    """A working paper states a seed; years later it must draw what it drew then."""
    drawn = draw(load("thurrock-2017"), 4, Strata.BAND, 2017)
    assert [(pick.risk.ref, pick.stratum, pick.score) for pick in drawn.picks] == [
        ("3", "High", "12 High (4 x 3)"),
        ("5", "Medium", "6 Medium (2 x 3)"),
        ("8", "Low", "4 Low (2 x 2)"),
        ("11", "Low", "4 Low (2 x 2)"),
    ]


def test_every_stratum_is_heard_and_the_rest_is_shared_out() -> None:
    assert strata(draw(register(2, 18), 5, Strata.BAND, 1)) == {"High": 1, "Low": 4}
    assert strata(draw(register(10, 10), 6, Strata.BAND, 1)) == {"High": 3, "Low": 3}
    assert strata(draw(register(3, 3, unrated=1), 3, Strata.BAND, 1)) == {"High": 1, "Low": 1, "not rated": 1}


def test_fewer_places_than_strata_are_left_to_chance() -> None:
    heard = {next(iter(strata(draw(register(5, 5), 1, Strata.BAND, seed)))) for seed in range(20)}
    assert heard == {"High", "Low"}


def test_a_small_register_is_drawn_whole() -> None:
    drawn = draw(register(2, 1), 25, Strata.OWNER, 1)
    assert sorted(refs(drawn)) == ["1", "2", "3"]
    assert drawn.population == 3


def test_closed_risks_and_drafts_are_not_drawn() -> None:
    book = register(4, 0)
    statuses = (Status.CLOSED, Status.DRAFT, Status.OPEN, Status.OPEN)
    book = replace(book, risks=tuple(replace(risk, status=s) for risk, s in zip(book.risks, statuses, strict=True)))
    drawn = draw(book, 10, Strata.NONE, 1)
    assert sorted(refs(drawn)) == ["3", "4"]
    assert strata(drawn) == {"all open risks": 2}


def test_an_empty_register_gives_an_empty_sample() -> None:
    assert draw(register(0, 0), 5, Strata.BAND, 1) == Drawn(1, 0, ())


@pytest.mark.parametrize(
    ("wanted", "words", "stratum"),
    [
        (Strata.NONE, "", "all open risks"),
        (Strata.BAND, "band", "High"),
        (Strata.OWNER, "owner", "Lead 1"),
        (Strata.CATEGORY, "category", "Money"),
        (Strata.BAND | Strata.CATEGORY | Strata.OWNER, "band and owner and category", "High, Lead 1, Money"),
    ],
)
def test_strata_say_what_they_are(wanted: Strata, words: str, stratum: str) -> None:
    assert wanted.words == words
    assert draw(register(1, 0), 1, wanted, 1).picks[0].stratum == stratum


def test_adding_a_risk_moves_no_other_within_its_stratum() -> None:
    book = register(9, 0)
    before = refs(draw(book, 3, Strata.NONE, 5))
    added = replace(book, risks=(*book.risks, Risk(id=99, uuid="u99", ref="99")))
    after = refs(draw(added, 3, Strata.NONE, 5))
    assert len(set(before) & set(after)) >= 2


@given(
    high=st.integers(0, 15), low=st.integers(0, 15), unrated=st.integers(0, 4), size=st.integers(1, 40),
    seed=st.integers(0, 10**9), wanted=st.sampled_from([Strata.NONE, Strata.BAND, Strata.BAND | Strata.OWNER]),
)  # fmt: skip
def test_a_sample_has_its_size_each_risk_once_and_every_stratum_its_share(
    high: int, low: int, unrated: int, size: int, seed: int, wanted: Strata
) -> None:
    book = register(high, low, unrated)
    drawn = draw(book, size, wanted, seed)
    assert len(drawn.picks) == min(size, len(book.risks))
    assert len(set(refs(drawn))) == len(drawn.picks)
    every = strata(draw(book, 100, wanted, seed))
    if size >= len(every):
        assert strata(drawn).keys() == every.keys()


def test_every_risk_has_about_the_same_chance() -> None:
    book = register(10, 0)
    times = Counter(ref for seed in range(400) for ref in refs(draw(book, 3, Strata.NONE, seed)))
    assert len(times) == 10
    assert all(80 < count < 165 for count in times.values()), times
