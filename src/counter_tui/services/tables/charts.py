"""Bar charts of a workbook: drawn by the spreadsheet from the cells beside them, readable without colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from msgspec import Struct

_DRAWING_ML = "http://schemas.openxmlformats.org/drawingml/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument"
_FILLS = (
    '<a:solidFill><a:srgbClr val="404040"/></a:solidFill>',
    '<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="404040"/></a:fgClr>'
    '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>',
)
"""Dark, and hatched: two series are told apart on a black and white printer."""
_WIDE, _HIGH = 9, 18
_MOST = 100


class BarChart(Struct, frozen=True):
    """A chart of shares of a hundred on a sheet: names in column A, a series for each column letter with its heading.

    ``first`` and ``last`` are the rows, from 1; ``flat`` bars lie. It stands from a row and a column on, from 0.
    """

    sheet: int
    name: str
    title: str
    first: int
    last: int
    columns: tuple[tuple[str, str], ...]
    flat: bool
    row: int
    column: int = 0


def chart_parts(charts: Sequence[BarChart]) -> Iterator[tuple[str, str]]:
    """The parts of the workbook that these charts are, one on a sheet at most: path and text."""
    for chart in charts:
        number = chart.sheet
        link = f'Type="{_OFFICE}/drawing" Target="../drawings/drawing{number}.xml"'
        yield f"xl/worksheets/_rels/sheet{number}.xml.rels", _links(link)
        yield f"xl/drawings/drawing{number}.xml", _drawing(chart)
        link = f'Type="{_OFFICE}/chart" Target="../charts/chart{number}.xml"'
        yield f"xl/drawings/_rels/drawing{number}.xml.rels", _links(link)
        yield f"xl/charts/chart{number}.xml", _chart(chart)


def chart_kinds(charts: Sequence[BarChart]) -> str:
    """What the workbook has to say of the kinds of these parts."""
    return "".join(
        f'<Override PartName="/xl/drawings/drawing{each.sheet}.xml" ContentType="{_KIND}.drawing+xml"/>'
        f'<Override PartName="/xl/charts/chart{each.sheet}.xml" ContentType="{_KIND}.drawingml.chart+xml"/>'
        for each in charts
    )


def _links(link: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" {link}/></Relationships>'


def _drawing(chart: BarChart) -> str:
    place = (
        "<xdr:{0}><xdr:col>{1}</xdr:col><xdr:colOff>0</xdr:colOff>"
        "<xdr:row>{2}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{0}>"
    )
    high = max(_HIGH, 2 * (chart.last - chart.first + 1) if chart.flat else 0)
    return (
        f'<xdr:wsDr xmlns:xdr="{_DRAWING_ML}/spreadsheetDrawing" xmlns:a="{_DRAWING_ML}/main"><xdr:twoCellAnchor>'
        + place.format("from", chart.column, chart.row)
        + place.format("to", chart.column + _WIDE, chart.row + high)
        + '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Chart 1"/><xdr:cNvGraphicFramePr/>'
        '</xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>'
        f'<a:graphicData uri="{_DRAWING_ML}/chart"><c:chart xmlns:c="{_DRAWING_ML}/chart" xmlns:r="{_OFFICE}"'
        ' r:id="rId1"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>'
    )


def _chart(chart: BarChart) -> str:
    bars = "".join(_series(chart, place) for place in range(len(chart.columns)))
    direction, names, shares = ("bar", "l", "b") if chart.flat else ("col", "b", "l")
    return (
        f'<c:chartSpace xmlns:c="{_DRAWING_ML}/chart" xmlns:a="{_DRAWING_ML}/main"><c:chart>'
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>{escape(chart.title)}</a:t></a:r></a:p></c:rich></c:tx>"
        '<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>'
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/><c:varyColors val="0"/>{bars}'
        '<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f"{_axis('catAx', 1, 2, names, turned=chart.flat)}{_axis('valAx', 2, 1, shares, turned=chart.flat)}"
        '</c:plotArea><c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend><c:plotVisOnly val="1"/>'
        '<c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>'
    )


def _series(chart: BarChart, place: int) -> str:
    column, heading = chart.columns[place]
    name = escape("'" + chart.name.replace("'", "''") + "'")
    rows = f"${chart.first}:${{column}}${chart.last}"
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx><c:v>{escape(heading)}</c:v></c:tx>'
        f'<c:spPr>{_FILLS[place % len(_FILLS)]}<a:ln w="6350">{_FILLS[0]}</a:ln></c:spPr><c:invertIfNegative val="0"/>'
        '<c:dLbls><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strRef><c:f>{name}!$A{rows.format(column='A')}</c:f></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{name}!${column}{rows.format(column=column)}</c:f></c:numRef></c:val></c:ser>"
    )


def _axis(kind: str, number: int, crosses: int, place: str, *, turned: bool) -> str:
    """An axis; where names are ``turned`` they stand from above, as the rows do, and the shares below them."""
    order, at = "minMax", "autoZero"
    if turned and kind == "catAx":
        order = "maxMin"
    elif turned:
        at = "max"
    most = f'<c:max val="{_MOST}"/><c:min val="0"/>' if kind == "valAx" else ""
    return (
        f'<c:{kind}><c:axId val="{number}"/><c:scaling><c:orientation val="{order}"/>{most}</c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{place}"/><c:numFmt formatCode="General" sourceLinked="1"/>'
        f'<c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:crossAx val="{crosses}"/><c:crosses val="{at}"/></c:{kind}>'
    )
