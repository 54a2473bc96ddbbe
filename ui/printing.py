"""Our own pages on a printer: the same pictures as on the screen, at the printer's resolution."""

import pypdfium2
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from riskdesk.errors import RiskDeskError
from riskdesk.pdfium import opened
from ui.paperview import POINTS, fitted, picture_of

FINEST = 300
"""Dots an inch at which letters are sharp on any office printer; more only takes memory."""


def ask_and_print(document: bytes, title: str, window: QWidget) -> None:
    """Ask which printer and print; nothing happens when the person thinks better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, window)
    with opened(document) as pdf:
        printer.setPageOrientation(_orientation(pdf, 0))
        dialog.setMinMax(1, len(pdf))
    if dialog.exec() == QPrintDialog.DialogCode.Accepted:
        print_pages(document, printer)


def print_pages(document: bytes, printer: QPrinter) -> None:
    """Every page that the printer was asked for, each on a sheet of its own, as large as the sheet allows."""
    with opened(document) as pdf:
        first, last = printer.fromPage() or 1, printer.toPage() or len(pdf)
        numbers = range(first - 1, min(last, len(pdf)))
        printer.setFullPage(True)
        printer.setPageOrientation(_orientation(pdf, numbers[0]))
        painter = QPainter()
        if not painter.begin(printer):
            raise RiskDeskError("The printer did not take the paper.", "Check the printer, or save the paper as PDF.")
        try:
            for done, number in enumerate(numbers):
                if done:
                    printer.setPageOrientation(_orientation(pdf, number))
                    printer.newPage()
                _print_page(painter, printer, pdf, number)
        finally:
            painter.end()


def _print_page(painter: QPainter, printer: QPrinter, pdf: pypdfium2.PdfDocument, number: int) -> None:
    size = QSizeF(*pdf.get_page_size(number))
    sheet = printer.pageLayout().fullRectPixels(printer.resolution())
    sheet.moveTopLeft(sheet.topLeft() * 0)
    width = round(size.width() / POINTS * min(FINEST, printer.resolution()))
    painter.drawImage(fitted(size, sheet), picture_of(pdf, number, width))


def _orientation(pdf: pypdfium2.PdfDocument, number: int) -> QPageLayout.Orientation:
    width, height = pdf.get_page_size(number)
    return QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
