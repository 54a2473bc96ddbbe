"""The rules on what scores make: each where it fires, and where it nearly does."""

from tests.riskdesk.audit.cases import case, hits, refs, risk


def test_a_stated_rating_that_its_levels_do_not_make_is_a_mismatch_with_both_readings() -> None:
    [hit] = hits("SCORE_MISMATCH", case(risk(current=(4, 3, 16)), current_word="Residual"))
    assert hit.message == "Residual rating is stated as 16, but impact 4 x likelihood 3 = 12. 16 would need 4 x 4."
    assert hit.offers == ("Likelihood 4 makes 16", "Rating 12 fits 4 x 3")
    assert refs("SCORE_MISMATCH", case(risk(current=(4, 3, 12)), risk("2", target=16))) == []
