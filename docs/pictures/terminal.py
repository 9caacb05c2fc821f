#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""tests/demo 2>/dev/null | docs/pictures/terminal.py >docs/pictures/demo.svg: the picture of the README. Of what the demo prints
the commands that are named below, each with the first lines of its answer, as a terminal of 120 columns shows them."""
import html
import re
import sys
import textwrap

SHOWN = [
    "check_mx -d example.org",
    "check_mx -d primary-down.example.org",
    "check_smtp_banner -H 127.0.0.1 -p PORT -t 2",
    "check_smtp_tls -H 127.0.0.1 -p PORT --verify-name mx.example.org",
    "check_mail_auth -d grown.test",
]
COLUMNS, LINE, CHARACTER, EDGE = 120, 19, 8.4, 14
COLOURS = {"OK": "#3fb950", "WARNING": "#d29922", "CRITICAL": "#f85149", "UNKNOWN": "#a371f7"}


def sections(lines):
    """Each command with the lines up to the next blank one."""
    section = []
    for line in [*lines, ""]:
        if line.startswith("$ "):
            section = [line]
        elif section and line:
            section.append(line)
        elif section:
            yield section
            section = []


def matches(command, wanted):
    words = ["PORT" if word.isdigit() and int(word) > 1024 else word for word in command[2:].split()]
    return " ".join(words).startswith(wanted)


def rows(section):
    """(text, colour) of each row: the command, line 1 without its metrics, the first remedy."""
    remedies = [line for line in section if line.startswith("  what to do: ")]
    for part in textwrap.wrap(section[0], COLUMNS):
        yield part, "#e6edf3"
    for line in section[1:]:
        text = line.split(" | ")[0]
        status = next((word for word in COLOURS if f" {word} - " in text), None)
        if not status and line not in remedies[:1]:
            continue
        for part in textwrap.wrap(text, COLUMNS, subsequent_indent="    ", drop_whitespace=False):
            yield part, COLOURS.get(status, "#8b949e")
    yield "", ""


def main():
    there = list(sections(re.sub(r"/tmp/[^/ ]+/", "", sys.stdin.read()).splitlines()))
    picture = []
    for wanted in SHOWN:
        found = next((section for section in there if matches(section[0], wanted)), None)
        if not found:
            raise SystemExit(f"the demo does not show: {wanted}")
        picture += rows(found)
    picture.pop()
    width, height = COLUMNS * CHARACTER + 2 * EDGE, len(picture) * LINE + 2 * EDGE
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" role="img" '
          'aria-label="Five checks in a terminal">')
    print('<rect width="100%" height="100%" rx="8" fill="#0d1117"/>')
    print(f'<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="{CHARACTER / 0.602:.1f}" xml:space="preserve">')
    for number, (text, colour) in enumerate(picture):
        if text:
            shown = html.escape(text).replace("  ", "&#160;&#160;")  # blanks at the beginning would not count
            print(f'<text x="{EDGE}" y="{EDGE + number * LINE + 14}" fill="{colour}">{shown}</text>')
    print("</g>\n</svg>")


main()
