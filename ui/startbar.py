"""What waits when a register is opened, above its pages: late actions and risks to review, each a way there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.buttons import link, picture
from ui.plain import Paragraph
from ui.theme import GAP, PAD, TIGHT

if TYPE_CHECKING:
    from riskdesk.risks import Register


class StartBar(QFrame):
    """Shown where something waits, until it or the register is closed. `page_wanted` asks for a page by its title."""

    page_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.text = Paragraph()
        self.late_button = link("Show late actions", lambda: self.page_wanted.emit("Actions"))
        self.review_button = link("Review", lambda: self.page_wanted.emit("Review"), tip="Review what is due")
        row = QHBoxLayout(self)
        row.setContentsMargins(PAD, TIGHT, PAD, TIGHT)
        row.setSpacing(GAP)
        row.addWidget(self.text, 1)
        row.addWidget(self.late_button)
        row.addWidget(self.review_button)
        row.addWidget(picture("x", "Close this line", self.hide))
        self.hide()

    def greet(self, register: "Register") -> None:
        """Say what waits in a register just opened, or still does after a step; nothing where nothing does."""
        from riskdesk.periods import ReviewState  # noqa: PLC0415 - the first picture needs none of these
        from riskdesk.reviews import review_state  # noqa: PLC0415
        from riskdesk.wording import counted, listed, sentence, verb  # noqa: PLC0415
        from ui.columns import late_actions  # noqa: PLC0415

        late = sum(late_actions(risk, register.as_at) for risk in register.risks)
        waiting = sum(review_state(risk, register) is ReviewState.NOT_REVIEWED for risk in register.risks)
        said = []
        if late:
            said.append(f"{counted(late, 'action')} {verb(late, 'is', 'are')} late")
        if waiting and register.period:
            said.append(f"{counted(waiting, 'risk')} {verb(waiting, 'waits', 'wait')} for review")
        self.text.setText(f"{sentence(listed(said))}." if said else "")
        self.late_button.setVisible(bool(late))
        self.review_button.setVisible(bool(waiting))
        self.setVisible(bool(said))
