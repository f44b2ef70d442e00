#!/usr/bin/env python3
"""Draws what a program printed, with its colours, as an SVG picture of a terminal.

  usage: PROGRAM | tools/terminal_svg.py TITLE > picture.svg      PROGRAM must colour its output although it is no terminal

SPDX-License-Identifier: Apache-2.0
"""
import html
import re
import sys

COLOURS = {"31": "#ff7b72", "32": "#7ee787", "33": "#e3b341", "34": "#79c0ff", "35": "#d2a8ff", "36": "#56d4dd"}
WIDTH, LINE, LEFT, TOP = 8.43, 19, 16, 58  # of a character, of a line, the margins; in pixels at 14 px

lines = sys.stdin.read().rstrip("\n").split("\n")
columns = max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in lines)
width, height = round(2 * LEFT + columns * WIDTH), TOP + LINE * len(lines)
out = [
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" role="img" aria-label="{html.escape(sys.argv[1])}">',
    f'<rect width="{width}" height="{height}" rx="8" fill="#161b22"/>',
    *(f'<circle cx="{18 + 20 * i}" cy="18" r="6" fill="{colour}"/>' for i, colour in enumerate(("#ff5f57", "#febc2e", "#28c840"))),
    '<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,\'DejaVu Sans Mono\',monospace" font-size="14" fill="#c9d1d9" style="white-space:pre">',
    f'<text x="{LEFT}" y="{TOP - 12}" fill="#8b949e">$ <tspan fill="#f0f6fc">{html.escape(sys.argv[1])}</tspan></text>',
]
for number, line in enumerate(lines, 1):
    spans, style, column = [], [], 0
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        code = re.fullmatch(r"\x1b\[([0-9;]*)m", part)
        if code:
            style = [] if code[1] in ("", "0") else style + code[1].split(";")
            continue
        if part.strip():
            colour = next((f' fill="{COLOURS[s]}"' for s in style if s in COLOURS), "")
            bold = ' font-weight="bold"' if "1" in style else ""
            # Each piece has its own place and length, so that columns stay under each other in any font.
            text = part.rstrip()
            lead = len(text) - len(text.lstrip())
            text = text.lstrip()
            spans.append(f'<tspan x="{LEFT + (column + lead) * WIDTH:.1f}" textLength="{len(text) * WIDTH:.1f}" lengthAdjust="spacingAndGlyphs"{colour}{bold}>{html.escape(text)}</tspan>')
        column += len(part)
    if spans:
        out.append(f'<text y="{TOP - 12 + LINE * number}">{"".join(spans)}</text>')
out += ["</g>", "</svg>"]
print("\n".join(out))
