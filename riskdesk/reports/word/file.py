"""What is around a paper's words in a Word file: styles, lists, page sizes, heads and feet, properties, and the zip."""

# python-docx takes a tenth of a second to load: who makes no Word document does not wait for it.
# ruff: noqa: PLC0415

import datetime as dt
import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from string import Template
from typing import TYPE_CHECKING, Any

from resources import path
from riskdesk import __version__
from riskdesk.days import MONTHS
from riskdesk.reports.blocks import Document
from riskdesk.reports.plain import plain
from riskdesk.reports.standing import foot, title_colour
from riskdesk.reports.word.text import STRONG, TAB, paragraph, run
from riskdesk.wording import clipped

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_BODY, _DECLARED = "word/document.xml", '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NEEDLESS = ("customXml", "stylesWithEffects", "thumbnail", "extended-properties", "webSettings")
"""What the empty file brings with it that says nothing of this paper."""
_EARLY = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - Word's properties know no time zone
_DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's size and margins in twips."""

    width: int
    height: int
    side: int
    top: int
    bottom: int

    @property
    def measure(self) -> int:
        """What there is to write on from side to side."""
        return self.width - 2 * self.side


UPRIGHT = Sheet(11_906, 16_838, side=964, top=1_130, bottom=1_300)
LYING = Sheet(16_838, 11_906, side=680, top=960, bottom=1_150)


class Setting:
    """The heads and feet of one file, made once for each kind of page and named by every section."""

    def __init__(self, file: "WordDocument", document: Document) -> None:
        self._part: Any = file.part
        self._document = document
        self._named: dict[Sheet, str] = {}

    def section(self, sheet: Sheet, *, is_first: bool) -> str:
        """The properties of a section on such pages; only the paper's very first page has no running title."""
        title = "<w:titlePg/>" if is_first else ""
        lies = ' w:orient="landscape"' if sheet.width > sheet.height else ""
        return (
            f'<w:sectPr>{self._references(sheet, is_first=is_first)}<w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{sheet.width}" w:h="{sheet.height}"{lies}/>'
            f'<w:pgMar w:top="{sheet.top}" w:right="{sheet.side}" w:bottom="{sheet.bottom}" w:left="{sheet.side}"'
            f' w:header="500" w:footer="480" w:gutter="0"/>{title}</w:sectPr>'
        )

    def _references(self, sheet: Sheet, *, is_first: bool) -> str:
        if sheet not in self._named:
            self._named[sheet] = self._head(sheet, self._document.running) + self._foot(sheet, "default")
        named = self._named[sheet]
        return named + self._head(sheet, "", "first") + self._foot(sheet, "first") if is_first else named

    def _head(self, sheet: Sheet, running: str, kind: str = "default") -> str:
        part, name = self._part.add_header_part()
        marking = run(clipped(self._document.marking, 60), STRONG)
        _fill(part, paragraph(f"{run(clipped(running, 110))}{TAB}{marking}", "Header", _stop(sheet)))
        return f'<w:headerReference w:type="{kind}" r:id="{name}"/>'

    def _foot(self, sheet: Sheet, kind: str) -> str:
        part, name = self._part.add_footer_part()
        loud = STRONG if self._document.imprint.is_draft else ""
        first, second = foot(self._document)
        page = f"{run('Page ')}{_field('PAGE')}{run(' of ')}{_field('NUMPAGES')}"
        over = '<w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="C5CCD3"/></w:pBdr>'
        lines = paragraph(f"{run(first, loud)}{TAB}{page}", "Footer", over + _stop(sheet))
        _fill(part, lines + paragraph(run(second), "Footer"))
        return f'<w:footerReference w:type="{kind}" r:id="{name}"/>'


def _stop(sheet: Sheet) -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{sheet.measure}"/></w:tabs>'


def _field(name: str) -> str:
    """What Word works out when it lays the pages out."""
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _fill(part: Any, inside: str) -> None:
    """Let a head or foot hold these paragraphs alone."""
    from docx.oxml import parse_xml

    element = part.element
    for old in list(element):
        element.remove(old)
    for new in parse_xml(f"<w:hold {NAMESPACES}>{inside}</w:hold>"):
        element.append(new)


def new_file(document: Document) -> "WordDocument":
    """An empty file with the house's styles and this paper's properties."""
    import docx

    file = docx.Document()
    for part in (file.part, file.part.package):
        for name in [key for key, rel in part.rels.items() if rel.reltype.rsplit("/", 1)[-1] in _NEEDLESS]:
            del part.rels[name]
    styles = Template(path("papers", "word-styles.xml").read_text(encoding="utf-8"))
    _become(file.styles.element, styles.substitute(title=title_colour(document)[1:]))
    _become(file.settings.element, _SETTINGS)
    _describe(file, document)
    return file


def number_lists(file: "WordDocument", lists: int) -> None:
    """Bullets, numbers, and a count of its own for each numbered list."""
    own = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number in range(3, lists + 3)
    )
    _become(file.part.numbering_part.element, f'<w:numbering xmlns:w="{W}">{_LEVELS}{own}</w:numbering>')


def _become(element: Any, xml: str) -> None:
    """Let a part's root hold what another holds."""
    from docx.oxml import parse_xml

    for old in list(element):
        element.remove(old)
    for new in list(parse_xml(xml)):
        element.append(new)


def _level(kind: str, sign: str, style: str, fonts: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="400" w:hanging="400"/></w:pPr>{fonts}</w:lvl>'
    )


_LEVELS = (
    f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>{_level("bullet", "•", "ListBullet")}'
    '</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/>'
    f"{_level('decimal', '%1.', 'ListNumber')}</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)
_SETTINGS = f"""<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>
<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode"
 w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/>
<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>"""


def _describe(file: "WordDocument", document: Document) -> None:
    """Properties that follow from the paper alone: no clock, no name of a computer's user."""
    core = file.core_properties
    core.title = clipped(plain(f"{document.title}: {document.subject}"))
    core.subject = clipped(plain(document.subject))
    core.author = core.last_modified_by = clipped(plain(document.organisation))
    core.keywords = clipped(plain(f"seal:{document.seal} paper:{document.paper_id}"))
    core.comments = clipped(plain(document.imprint.foot))
    core.category = clipped(plain(document.marking))
    core.language, core.version, core.revision = "en-GB", f"RiskDesk {__version__}", 1
    core.created = core.modified = _as_at(document)


def _as_at(document: Document) -> dt.datetime:
    found = _DAY.search(document.as_at)
    if not found:
        return _EARLY
    try:
        return dt.datetime(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]))  # noqa: DTZ001 - see above
    except ValueError:
        return _EARLY


def file_bytes(file: "WordDocument", body: str) -> bytes:
    """The file with this body, as a zip in which no time of day stands."""
    made, out = BytesIO(), BytesIO()
    file.save(made)
    # Written as it is: to move a long body into the library's own tree takes minutes.
    document = f"{_DECLARED}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            new.writestr(entry, document if name == _BODY else old.read(name), compresslevel=6)
    return out.getvalue()
