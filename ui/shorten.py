"""Long text where only its beginning is needed. The whole text always stands in its own field."""


def shortened(text: str, most: int) -> str:
    """At most so many characters of a text, on one line, with the number of those left out."""
    line = " ".join(text[: 4 * most].split())
    if len(line) <= most and len(text) <= 4 * most:
        return line
    return f"{line[:most].rstrip()} … ({len(text) - most:,} more characters)"
