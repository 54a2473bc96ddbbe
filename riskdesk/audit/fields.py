"""What people call the field that a finding concerns."""

from riskdesk.entities import shown_fields
from riskdesk.risks import Register, Risk, Stage


def field_words(field: str, register: Register) -> str:
    """ "Target date"; a stage's score in the register's own word for the stage; "" for none."""
    if field in list(Stage):
        return f"{register.word(Stage(field))} score"
    shown = shown_fields(Risk).get(field) or shown_fields(Register).get(field)
    if shown:
        return shown.label
    return {"scheme": "Scoring scheme"}.get(field, field.replace("_", " ").capitalize())
