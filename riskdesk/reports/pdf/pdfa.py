"""What makes a document one that can be archived and read aloud: metadata, colour space, letters' meanings."""

from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFCatalog,
    PDFDictionary,
    PDFObjectReference,
    PDFStream,
    PDFZCompress,
)
from reportlab.pdfgen.canvas import Canvas

from riskdesk.reports.pdf.srgb import srgb_profile

_PARTS = [*PDFCatalog.__NoDefault__, "OutputIntents", "AF"]
_LETTERS_AT_ONCE = 100
"""More letters than this in one list of meanings are not allowed."""


def archive(document: Any, canvas: Canvas, root: int) -> None:
    """Complete a document of which every page is drawn; `root` is the number of its structure tree."""
    _embed_fonts(document)
    catalog = document.Catalog
    catalog.__NoDefault__ = _PARTS
    catalog.__Refs__ = _PARTS
    catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    document.idToObjectNumberAndVersion["StructTreeRoot"] = (root, 0)
    catalog.StructTreeRoot = PDFObjectReference("StructTreeRoot")
    catalog.OutputIntents = PDFArray([document.Reference(_intent(document))])
    catalog.Metadata = _metadata(document)
    document.Reference(catalog)
    document.Reference(document.info)
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        catalog.Outlines = None


def _intent(document: Any) -> PDFDictionary:
    profile = PDFStream(PDFDictionary({"N": 3}), srgb_profile(), [PDFZCompress])
    return PDFDictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": "(sRGB IEC61966-2.1)",
            "Info": "(sRGB IEC61966-2.1)",
            "DestOutputProfile": document.Reference(profile),
        }
    )


def _embed_fonts(document: Any) -> None:
    """Embed what was used of each face, with the letter every code stands for."""
    for font in document.delayedFonts:
        subsets = [list(subset) for subset in font.state[document].subsets]
        has_letter = font.face.charToGlyph
        before = set(document.idToObject)
        font.addObjects(document)
        added = [name for name in document.idToObject if name not in before and name.startswith("toUnicodeCMap:")]
        for name, subset in zip(added, subsets, strict=True):
            stream = document.idToObject[name]
            meant = [(code, letter) for code, letter in enumerate(subset) if letter and letter in has_letter]
            stream.content = _meanings(meant)
    document.delayedFonts.clear()


def _meanings(meant: list[tuple[int, int]]) -> bytes:
    """A ToUnicode map of the codes that are used. ReportLab's own gives unused ones a meaning, which is forbidden."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(meant), _LETTERS_AT_ONCE):
        some = meant[start : start + _LETTERS_AT_ONCE]
        lines.append(f"{len(some)} beginbfchar")
        lines += [f"<{code:02X}> <{chr(letter).encode('utf-16-be').hex().upper()}>" for code, letter in some]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end", ""]
    return "\n".join(lines).encode("ascii")


def _metadata(document: Any) -> PDFStream:
    """The document's properties once more as XMP, with what standards it keeps to."""
    info = document.info
    year, month, day, hour, minute, second = document._timeStamp.YMDhms
    moment = f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}Z"
    told = {
        "title": info.title,
        "author": info.author,
        "subject": info.subject,
        "keywords": info.keywords,
        "producer": info.producer,
        "creator": info.creator,
    }
    packet = _PACKET.format(moment=moment, **{name: escape(" ".join(text.split())) for name, text in told.items()})
    facts = PDFDictionary({"Type": "/Metadata", "Subtype": "/XML"})
    return PDFStream(facts, packet.encode("utf-8", "replace"))


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<pdf:Keywords>{keywords}</pdf:Keywords>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the document conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""
