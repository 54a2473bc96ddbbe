"""Cells of other people's registers are understood without losing a word of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskdesk.exchange.cells import money_in, risk_amount, speaks_of_money, split_items, split_reference, split_score
from riskdesk.exchange.owners import names_bearer, owner_kind, split_owners
from riskdesk.risks import OwnerKind

PERSON, POST, BODY = OwnerKind.PERSON, OwnerKind.POST, OwnerKind.BODY

UNDER_A_LEAD_IN = """1. Further impact assessment of all commissioning plans to be undertaken using:
A common assessment tool
A joint sign off process
An agreed review period
A joint service restriction policy"""


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("1. One\n2. Two\n3. Three", ("One", "Two", "Three")),
        ("1. One\n2 Thurrock presence\n3. Three", ("One", "Thurrock presence", "Three")),
        ("1. ASC Precept\n2.Enhanced care", ("ASC Precept", "Enhanced care")),
        ("1) One\n2) Two", ("One", "Two")),
        ("(1) One\n(2) Two", ("One", "Two")),
        ("1. Plan completed. 2. Plans awaited", ("Plan completed.", "Plans awaited")),
        ("1. One", ("One",)),
        ("1.\nOne\n2.\nTwo", ("One", "Two")),
        (UNDER_A_LEAD_IN, (UNDER_A_LEAD_IN.removeprefix("1. "),)),
        ("Continuation of existing actions", ("Continuation of existing actions",)),
        ("• One\n• Two goes\non here", ("One", "Two goes\non here")),
        ("- One\n– Two", ("One", "Two")),
        ("One\nTwo\n\nThree", ("One", "Two", "Three")),
        ("A sentence that\nis wrapped", ("A sentence that\nis wrapped",)),
        ("In place:\n1. One\n2. Two", ("In place:\nOne", "Two")),
        ("Already agreed\n1. One\n2. Two", ("Already agreed", "One", "Two")),
        ("Using:\n• a tool\n• a process", ("Using:\n• a tool\n• a process",)),
        ("1 in 4 homes\n2 in 5 wards", ("1 in 4 homes", "2 in 5 wards")),
        ("1.5 million is needed", ("1.5 million is needed",)),
        ("2017-19 plan agreed", ("2017-19 plan agreed",)),
        ("1. One in 2016. 2016 was hard", ("One in 2016. 2016 was hard",)),
        ("1.", ("1.",)),
        ("", ()),
        (" \n ", ()),
    ],
)
def test_a_list_in_a_cell_becomes_its_items(text: str, items: tuple[str, ...]) -> None:
    assert split_items(text) == items


@given(st.lists(st.sampled_from(["1.", "2", "2.", "3)", "•", "- ", "Using:", "word", "Word", "\n", " ", ". ", "\x00"])))
def test_items_keep_every_word_in_its_order(pieces: list[str]) -> None:
    text = "".join(pieces)

    def words(some: str) -> str:
        return "".join(mark for mark in some if mark.isalpha())

    assert words("".join(split_items(text))) == words(text)


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("CCGs and ECC", ("CCGs", "ECC")),
        ("BBCCG, CP&RCCG and ECC", ("BBCCG", "CP&RCCG", "ECC")),
        ("NHSE and CCGs", ("NHSE", "CCGs")),
        ("CCGs, ECC and providers", ("CCGs", "ECC", "providers")),
        ("ECC & CCGs", ("ECC", "CCGs")),
        (
            "Strategic Lead (Commissioning and Procurement) & Director of Commissioning Thurrock CCG",
            ("Strategic Lead (Commissioning and Procurement)", "Director of Commissioning Thurrock CCG"),
        ),
        (
            "Director of Commissioning Thurrock CCG/ Strategic Lead (Commissioning and Procurement)",
            ("Director of Commissioning Thurrock CCG", "Strategic Lead (Commissioning and Procurement)"),
        ),
        ("Jane Smith and Bob McDonald", ("Jane Smith", "Bob McDonald")),
        ("J. Smith / Dr Jones", ("J. Smith", "Dr Jones")),
        ("Head of Adults and Head of Children", ("Head of Adults", "Head of Children")),
        ("Thurrock Council and Thurrock CCG", ("Thurrock Council", "Thurrock CCG")),
        ("Head of Policy & Performance\nJane Smith", ("Head of Policy & Performance", "Jane Smith")),
        ("Finance; ECC", ("Finance", "ECC")),
        ("", ()),
        (" \n;", ()),
    ],
)
def test_joint_owners_are_told_apart(text: str, owners: tuple[str, ...]) -> None:
    assert split_owners(text) == owners


@pytest.mark.parametrize(
    "text",
    [
        "ICE",
        "Strategic Lead (Performance, Quality & Business Support)",
        "Directorate Strategy Officer, Adults Health and Commissioning",
        "Community Development and Equalities Manager",
        "(Acting) Interim Accountable Officer Thurrock",
        "CCGs, acute, community and voluntary sector providers.",
        "All system partners",
        "SRG partners",
        "Mainly ECC but some residual CCG risk",
        "Acute Providers (and therefore CCG commissioners)",
        "Providers (and commissioners if leads to a cost pressure)",
        "Head of Policy & Performance",
        "Head of Finance and IT",
        "HR and OD Board",
        "HR and OD Manager",
        "Health and Wellbeing Board",
        "Chair of the Health and Wellbeing Board",
        "Basildon and Thurrock Hospitals Trust",
        "Castle Point and Rochford CCG",
        "Jane Smith, Head of Finance",
        "Director of Adults and Deputy Chief Executive",
        "Adult Social Care and Public Health",
        "and and and & /",
        "Jane Smith & Bob Jones (and others",
    ],
)
def test_a_cell_that_may_name_one_owner_is_left_whole(text: str) -> None:
    assert split_owners(text) == (text,)


@given(
    st.text() | st.lists(st.sampled_from(["ECC", "CCGs", " & ", "/", ", ", " and ", "(", ")", "Head of"])).map("".join)
)
def test_owners_keep_every_letter_but_the_word_between_them(text: str) -> None:
    def words(some: str) -> str:
        return "".join(mark for mark in some.replace("and", "") if mark.isalnum())

    assert words("".join(split_owners(text))) == words(text)
    owner_kind(text)
    names_bearer(text)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Jane Smith", PERSON),
        ("J. O'Brien", PERSON),
        ("Cllr Okafor", PERSON),
        ("Strategic Lead (Commissioning and Procurement)", POST),
        ("Director of Commissioning Thurrock CCG", POST),
        ("(Acting) Interim Accountable Officer Thurrock", POST),
        ("Manager Corporate Communications", POST),
        ("Community Development and Equalities Manager", POST),
        ("Directorate Strategy Officer, Adults Health and Commissioning", POST),
        ("Deputy Chief Executive", POST),
        ("Chair of the Health and Wellbeing Board", POST),
        ("Portfolio Holder for Adults", POST),
        ("somebody", POST),
        ("", POST),
        ("ICE", BODY),
        ("ECC", BODY),
        ("CCGs", BODY),
        ("CP&RCCG", BODY),
        ("providers", BODY),
        ("SRG partners", BODY),
        ("All system partners", BODY),
        ("Acute Providers (and therefore CCG commissioners)", BODY),
        ("Integrated Commissioning Executive", BODY),
        ("Health and Wellbeing Board", BODY),
        ("Corporate Management Team", BODY),
        ("NHS England", BODY),
        ("Adult Social Care", BODY),
        ("Heads of Service", BODY),
        ("All group members*", BODY),
    ],
)
def test_an_owner_is_a_person_a_post_or_a_body(name: str, kind: OwnerKind) -> None:
    assert owner_kind(name) is kind


@pytest.mark.parametrize(
    ("text", "bears"),
    [
        ("Financial – CCGs Hospital flow – SRG partners", True),
        ("ECC Health partners where demand defaults to NHS", True),
        ("ECC Demand impact – CCGs, acute, community and voluntary sector providers.", True),
        ("Reputational – ECC & CCGs. disengagement of providers - system partners.", True),
        ("Mainly ECC but some residual CCG risk", True),
        ("Acute Providers (and therefore CCG commissioners)", False),
        ("Providers (and commissioners if leads to a cost pressure)", False),
        ("Corporate Risk Manager", False),
        ("Jane Smith – Head of Finance", False),
        ("", False),
    ],
)
def test_a_cell_that_says_who_bears_the_impact_is_told_from_an_owner(text: str, bears: bool) -> None:
    assert names_bearer(text) is bears


@pytest.mark.parametrize(
    ("text", "score", "prose"),
    [
        ("5", 5, ""),
        (" 16 ", 16, ""),
        ("5 Risk falls upon both ECC", 5, "Risk falls upon both ECC"),
        ("5 £3.4m cost to be funded", 5, "£3.4m cost to be funded"),
        ("5. Major", 5, "Major"),
        ("12 High", 12, "High"),
        ("3\nDestabilises providers", 3, "Destabilises providers"),
        ("", None, ""),
        ("High", None, "High"),
        ("4.5", None, "4.5"),
        ("4 x 3", None, "4 x 3"),
        ("3-4", None, "3-4"),
        ("3 or 4", None, "3 or 4"),
        ("3 million pounds", None, "3 million pounds"),
        ("£3m", None, "£3m"),
        ("2016/17 costs", None, "2016/17 costs"),
        ("²", None, "²"),
    ],
)
def test_a_score_and_the_prose_behind_it_are_told_apart(text: str, score: int | None, prose: str) -> None:
    assert split_score(text) == (score, prose)


@pytest.mark.parametrize(
    ("text", "pounds"),
    [
        ("£3.4m cost, a £100k risk", [3_400_000, 100_000]),
        ("£3,400 and £12,345,678.", [3_400, 12_345_678]),
        ("£3.4 million or £1.2bn or £ 5 thousand", [3_400_000, 1_200_000_000, 5_000]),
        ("£3.3m of funding", [3_300_000]),
        ("£2.50", [3]),
        ("£3M", [3_000_000]),
        ("£50-250k", []),
        ("£000s", []),
        ("in £ms", []),
        ("£" + "9" * 5000, []),
        ("3.4m", []),
    ],
)
def test_money_is_read_in_whole_pounds(text: str, pounds: list[int]) -> None:
    assert [money.pounds for money in money_in(text)] == pounds
    assert all(money.text in text for money in money_in(text))


def test_only_an_amount_the_text_calls_a_risk_is_the_size_of_the_risk() -> None:
    assert risk_amount("£3.4m cost to be funded – 3% variance would represent a £100k risk. Future costs") == 100_000
    assert risk_amount("£3.3m of additional funding") is None
    assert risk_amount("a £100k risk and a £200k risk") is None


def test_prose_about_money_is_told_from_other_prose() -> None:
    assert speaks_of_money("services and funding is not available")
    assert speaks_of_money("Financial risks can affect commissioners")
    assert speaks_of_money("a £100k risk")
    assert not speaks_of_money("Destabilises existing providers and services being delivered.")


@pytest.mark.parametrize(
    ("text", "reference", "rest"),
    [
        ("1. It is not possible", "1", "It is not possible"),
        ("19. Where ECC is the Host\nnext line", "19", "Where ECC is the Host\nnext line"),
        ("0001: Text", "0001", "Text"),
        ("CR12. Text", "CR12", "Text"),
        ("2.Enhanced", "2", "Enhanced"),
        ("2016. It was a year", "", "2016. It was a year"),
        ("1.5 million", "", "1.5 million"),
        ("Text", "", "Text"),
        (". Detailed plans", "", ". Detailed plans"),
        ("1.", "", "1."),
        ("", "", ""),
    ],
)
def test_a_reference_is_taken_from_the_front_of_a_text(text: str, reference: str, rest: str) -> None:
    assert split_reference(text) == (reference, rest)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["1. a\n", "a\n", "• ", "£1", "1 ", "ECC & ", "(", "/", ". 1. ", " ", "9", ","])
def test_a_hundred_thousand_characters_are_no_burden(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    for understand in (split_items, split_owners, owner_kind, names_bearer, split_score, money_in, risk_amount):
        understand(text)
    split_reference(text)
    speaks_of_money(text)


@given(st.text())
def test_no_text_raises(text: str) -> None:
    score, prose = split_score(text)
    assert score is not None or prose == text.strip()
    money_in(text)
    reference, rest = split_reference(text)
    assert reference in text
    assert rest in text
    assert bool(split_items(text)) == bool(text.strip())
