"""The review tab: what is due in the open period, one risk at a time or as a grid."""

from ui.review.panel import ReviewPanel


class ReviewingPanel(ReviewPanel):
    """Says of each risk that is due how it stands."""
