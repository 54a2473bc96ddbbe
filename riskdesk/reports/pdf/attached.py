"""Files inside a paper, as PDF/A-3 has them: associated with the whole document."""

from hashlib import md5
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFObject, PDFStream, PDFString, PDFZCompress

from riskdesk.reports.pdf.tagged import TaggedCanvas


def attach(canvas: TaggedCanvas, name: str, media_type: str, data: bytes, description: str) -> None:
    """Put a file into the document. The same file gives the same bytes."""
    document = canvas._doc
    file = PDFStream(_facts(media_type, data), data, [PDFZCompress])
    there = document.Reference(file)
    said = {
        "Type": "/Filespec",
        "F": PDFString(name),
        "UF": PDFString(name),
        "Desc": PDFString(description),
        "AFRelationship": "/Data",
        "EF": PDFDictionary({"F": there, "UF": there}),
    }
    _list(canvas, name, document.Reference(PDFDictionary(said)))


def _facts(media_type: str, data: bytes) -> PDFDictionary:
    check = md5(data, usedforsecurity=False).hexdigest()
    params = PDFDictionary({"Size": len(data), "CheckSum": f"<{check}>", "ModDate": "(D:20000101000000Z)"})
    return PDFDictionary({"Type": "/EmbeddedFile", "Subtype": "/" + media_type.replace("/", "#2F"), "Params": params})


def _list(canvas: TaggedCanvas, name: str, reference: PDFObject) -> None:
    """By name, in order, and as belonging to the document."""
    catalog: Any = canvas._doc.Catalog
    canvas.attached[name] = reference
    files = canvas.attached
    pairs = [part for key in sorted(files) for part in (PDFString(key), files[key])]
    catalog.Names = PDFDictionary({"EmbeddedFiles": PDFDictionary({"Names": PDFArray(pairs)})})
    catalog.AF = PDFArray([files[key] for key in sorted(files)])
