"""Lays flows of text out with typst, ReportLab and WeasyPrint, on request: a tool and a count in, seconds and bytes out.

Each gets the same words in the same faces, as framed blocks of headings and lines in one column, which is less than a sheet
has: no cards in columns, no chart, no shapes. In each document `@@` is another number, as each patient's sheet has words of its
own."""

import html
import io
import json
import sys
import time
from pathlib import Path

FONTS = Path(sys.argv[1])
REGULAR = FONTS / "AtkinsonHyperlegibleNext_400Regular.ttf"
BOLD = FONTS / "AtkinsonHyperlegibleNext_700Bold.ttf"


def reportlab_tool():
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    pdfmetrics.registerFont(TTFont("Regular", str(REGULAR)))
    pdfmetrics.registerFont(TTFont("Bold", str(BOLD)))
    regular = ParagraphStyle("regular", fontName="Regular", fontSize=11, leading=14)
    bold = ParagraphStyle("bold", parent=regular, fontName="Bold")
    frame = TableStyle([("BOX", (0, 0), (-1, -1), 0.75, "#999999")])

    def make(flow):
        out = io.BytesIO()
        document = SimpleDocTemplate(out, pagesize=A4, title=flow["title"], leftMargin=15 * mm, rightMargin=15 * mm)
        story = []
        for block in flow["blocks"]:
            lines = [Paragraph(html.escape(line["text"]), bold if line["bold"] else regular) for line in block]
            story.append(Table([[lines]], style=frame))
        document.build(story)
        return out.getvalue()

    return make


def weasyprint_tool():
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    css = CSS(
        string=f"""
        @font-face {{ font-family: A; src: url('{REGULAR.as_uri()}'); }}
        @font-face {{ font-family: A; font-weight: bold; src: url('{BOLD.as_uri()}'); }}
        @page {{ size: A4; margin: 15mm; }}
        body {{ font: 11pt/14pt A; }} p {{ margin: 0; }}
        section {{ border: 0.75pt solid #999; padding: 2mm; margin-bottom: 2mm; break-inside: avoid; }}""",
        font_config=fonts,
    )

    def make(flow):
        blocks = "".join(
            "<section>"
            + "".join(
                f"<p>{'<b>' if line['bold'] else ''}{html.escape(line['text'])}{'</b>' if line['bold'] else ''}</p>"
                for line in block
            )
            + "</section>"
            for block in flow["blocks"]
        )
        page = f"<html lang='{flow['language']}'><title>{html.escape(flow['title'])}</title><body>{blocks}"
        return HTML(string=page).write_pdf(stylesheets=[css], font_config=fonts)

    return make


def typst_tool():
    import typst

    def string(text):
        return json.dumps(text, ensure_ascii=False)

    def words(line):
        weight = "bold" if line["bold"] else "regular"
        return f'#text(weight: "{weight}", {string(line["text"])})'

    def source(flow):
        blocks = "\n".join(
            "#block(stroke: 0.75pt, inset: 2mm, width: 100%, breakable: false)["
            + " \\ ".join(words(line) for line in block)
            + "]"
            for block in flow["blocks"]
        )
        return (
            f"#set document(title: {string(flow['title'])}, date: none)\n"
            f'#set page("a4", margin: 15mm)\n#set text(font: "Atkinson Hyperlegible Next", size: 11pt, lang: "{flow["language"][:2]}")\n' + blocks
        ).encode()

    # One compiler for all documents, as a batch would have: what they share is laid out once.
    compiler = typst.Compiler(font_paths=[str(FONTS)], ignore_system_fonts=True)

    def make(flow):
        return compiler.compile(input=source(flow))

    return make


TOOLS = {"typst": typst_tool, "ReportLab": reportlab_tool, "WeasyPrint": weasyprint_tool}
ready = {}
made = 0
for request in sys.stdin:
    name, path, count = request.rstrip("\n").split("\t")
    if name not in ready:
        ready[name] = TOOLS[name]()
    make = ready[name]
    text = Path(path).read_text()
    started = time.perf_counter()
    for _ in range(int(count)):
        made += 1
        pdf = make(json.loads(text.replace("@@", str(made))))
    print(time.perf_counter() - started, len(pdf), flush=True)
