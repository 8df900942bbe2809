# SPDX-License-Identifier: MIT
"""Draws one workload of a run as bars in SVG, readable on light and on dark pages."""
from html import escape

ROW, BAR, LABEL, WIDTH, HEAD, LONGEST = 24, 15, 210, 720, 46, 5.0

STYLE = """text { font: 13px system-ui, sans-serif; fill: #444c56 }
.title { font-weight: 600 } .small { font-size: 11px }
.bar { fill: #8b98a7 } .ours { fill: #2f81c7 } .limit { fill: #5a9e6f }
.grid { stroke: #99a3ae; stroke-dasharray: 3 3 }
@media (prefers-color-scheme: dark) { text { fill: #b7c0ca } }"""


def kind(program):
    return {"orm": "ours", "libpq": "limit"}.get(program, "bar")


def bar(at, name, row, scale):
    """One line; a bar that would leave the picture ends in a gap, its number is told all the same."""
    y, ratio = HEAD + at * ROW, row["wall_ratio"]
    shown = min(ratio, LONGEST) * scale
    parts = [f'<text x="{LABEL - 8}" y="{y + 12}" text-anchor="end">{escape(name)}</text>',
             f'<rect class="{kind(row["program"])}" x="{LABEL}" y="{y}" width="{shown:.1f}" height="{BAR}" rx="2"/>']
    if ratio > LONGEST:
        parts.append(f'<rect class="{kind(row["program"])}" x="{LABEL + shown + 4:.1f}" y="{y}" width="6" '
                     f'height="{BAR}"/>')
        shown += 10
    parts.append(f'<text class="small" x="{LABEL + shown + 6:.1f}" y="{y + 12}">{ratio:.2f}</text>')
    return "".join(parts)


def svg(title, rows, label):
    longest = min(max(row["wall_ratio"] for row in rows), LONGEST)
    scale = (WIDTH - LABEL - 70) / max(longest, 1.0)
    height = HEAD + len(rows) * ROW + 8
    one = LABEL + scale
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
             f'viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}">',
             f"<style>{STYLE}</style>",
             f'<text class="title" x="8" y="18">{escape(title)}</text>',
             '<text class="small" x="8" y="36">wall time, hand-tuned libpq = 1; shorter is faster</text>',
             f'<line class="grid" x1="{one:.1f}" y1="{HEAD - 6}" x2="{one:.1f}" y2="{height - 4}"/>']
    lines += [bar(at, label(row), row, scale) for at, row in enumerate(rows)]
    return "\n".join(lines) + "\n</svg>\n"
