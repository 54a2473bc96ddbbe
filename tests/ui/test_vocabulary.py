"""Searching through words: the same as looking through every text, at any size and after any change."""

from collections.abc import Iterable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from riskdesk.risks import Register, Risk
from riskdesk.schemes import preset
from ui.columns import Sight
from ui.gather import risk_words
from ui.registertable import register_rows, renewed
from ui.rows import Rows
from ui.vocabulary import Vocabulary

SOME = Register(scheme=preset("council-4x4"))

WORDS = st.text("abAß1£", min_size=1, max_size=5)
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)


def words(text: str) -> set[str]:
    return set(text.casefold().split())


def naive(texts: Iterable[str], search: str) -> list[bool]:
    """Every word of the search within some word of the text."""
    parts = search.casefold().split()
    return [all(any(part in word for word in words(text)) for part in parts) for text in texts]


def found(vocabulary: Vocabulary, numbers: Sequence[int], search: str) -> list[bool]:
    holds = vocabulary.holding(search.casefold().split())
    return [bool(holds[number]) for number in numbers]


@given(st.lists(TEXTS, min_size=1), st.lists(TEXTS, max_size=4), TEXTS)
def test_it_finds_what_looking_through_every_text_finds(texts: list[str], searches: list[str], late: str) -> None:
    vocabulary = Vocabulary()
    numbers = [vocabulary.add(words(text)) for text in texts]
    for search in searches:
        assert found(vocabulary, numbers, search) == naive(texts, search)
    texts, numbers = [*texts, late], [*numbers, vocabulary.add(words(late))]
    for search in searches:
        assert found(vocabulary, numbers, search) == naive(texts, search), "after a row was taken in later"


def test_a_word_of_one_row_among_many_is_found_wherever_the_row_stands() -> None:
    vocabulary = Vocabulary()
    numbers = [vocabulary.add({f"row{place}x", "every"}) for place in range(10_000)]
    for place in (0, 4_095, 4_096, 9_999):
        assert [number for number in numbers if vocabulary.holding([f"row{place}x"])[number]] == [place]
    assert sum(vocabulary.holding(["ver", "w99"])) == 111


def refill(rows: Rows[Risk], risks: Iterable[Risk]) -> None:
    sight = Sight(Register(scheme=preset("council-4x4"), risks=tuple(risks)), {})
    rows.fill(renewed(rows, sight), sight)


@given(
    st.lists(TEXTS, min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(0, 7), TEXTS), max_size=4),
    st.lists(TEXTS, max_size=4),
    st.integers(0, 9),
)
def test_rows_are_found_by_what_they_say_now(
    texts: list[str], changes: list[tuple[int, str]], searches: list[str], warmed: int
) -> None:
    risks = {number: Risk(id=number, ref="-", heading=text) for number, text in enumerate(texts)}
    rows = register_rows()
    refill(rows, risks.values())
    rows.warm(warmed)
    for place, text in [(0, texts[0]), *changes]:
        risks[place] = Risk(id=place, ref="-", heading=text)
        refill(rows, risks.values())
        for search in searches:
            numbers = {row.id for row in rows.search(search)}
            said = {number: " ".join(risk_words(risk, SOME)) for number, risk in risks.items()}
            assert numbers == {each for each, hit in zip(said, naive(said.values(), search), strict=True) if hit}


def test_words_are_gathered_anew_before_outdated_ones_pile_up() -> None:
    rows = register_rows()
    for time in range(1_500):
        refill(rows, [Risk(id=1, ref="1", heading=f"heading{time}"), Risk(id=2, ref="2", heading="kept")])
        rows.warm(2)
    assert rows._vocabulary.size < 1_200
    assert [row.id for row in rows.search("heading1499")] == [1]
    assert rows.search("heading1498") == []
    assert [row.id for row in rows.search("kept")] == [2]
