"""Beside the search field while the papers page is shown: turning, zooming, and the ways out."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.buttons import picture, primary, push
from ui.plain import Label
from ui.theme import GAP, Type

if TYPE_CHECKING:
    from ui.papers.page import PapersPage
    from ui.paperview import PaperView


class Tools(QWidget):
    """`closed` says whether the papers are of a closed period, which are issued."""

    def __init__(self, page: "PapersPage", *, closed: bool) -> None:
        super().__init__()
        self.place, self.zoomed = Label(kind=Type.META), Label(kind=Type.META)
        self.book_button = push(
            "Workbook…", page.save_book, tip="Write the same facts to an Excel workbook (Ctrl+Shift+E)"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        left: tuple[QWidget, ...] = (
            picture("chevron-left", "Previous page", partial(page.turn, -1), tip="Previous page (Page Up)"),
            self.place,
            picture("chevron-right", "Next page", partial(page.turn, 1), tip="Next page (Page Down)"),
            picture("zoom-out", "Zoom out", partial(page.zoom, -1), tip="Zoom out (Ctrl+-)"),
            self.zoomed,
            picture("zoom-in", "Zoom in", partial(page.zoom, 1), tip="Zoom in (Ctrl++)"),
        )
        for each in left:
            row.addWidget(each)
        row.addStretch(1)
        for each in (
            push("All papers…", page.save_all, icon_name="folder-open",
                 tip="Write all papers for this meeting into a folder (Ctrl+Shift+V)"),
            push("E-mail draft", page.mail, tip="Begin an e-mail with the paper attached; nothing is sent "
                 "(Ctrl+Shift+I)"),
            push("Open", page.open, tip="Look at the paper in the computer's own program (Ctrl+Shift+O)"),
            push("Print…", page.print, tip="Print the paper shown (Ctrl+P)", icon_name="printer"),
            self.book_button,
            _save_button(page, closed=closed),
        ):  # fmt: skip
            row.addWidget(each)

    def fill(self, *, has_book: bool) -> None:
        self.book_button.setVisible(has_book)

    def tell_place(self, view: "PaperView | None") -> None:
        """Where in the pages a person is; None where there are none to be on."""
        self.place.setText(f"Page {view.page} of {view.pages}" if view else "")
        self.zoomed.setText(f"{view.zoom:.0%}" if view else "")


def _save_button(page: "PapersPage", *, closed: bool) -> QPushButton:
    if closed:
        tip = "Write the paper and record it with its period, so that it is known ever after (Ctrl+E)"
        return primary("Issue…", page.save, tip=tip)
    return primary("Save as…", page.save, tip="Write the paper to a file (Ctrl+E)")
