# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the sections that were named, or all; tests/bench/run calls it from the top folder."""
import argparse
import os

import dns_sections
import far_section
import mail_sections
from pairs import Size

SECTIONS = {'banner': mail_sections.banner, 'tls': mail_sections.tls, 'mx': mail_sections.mx,
            'send': mail_sections.send, 'roundtrip': mail_sections.roundtrip, 'delegation': dns_sections.delegation,
            'mail_auth': dns_sections.mail_auth, 'far': far_section.far}


def main():
    parser = argparse.ArgumentParser(prog='tests/bench/run')
    parser.add_argument('--quick', action='store_true', help='a few pairs, to see that all of it works')
    parser.add_argument('--pairs', type=int, default=15)
    parser.add_argument('--build', required=True, help=argparse.SUPPRESS)
    parser.add_argument('--world', default='', help=argparse.SUPPRESS)
    parser.add_argument('names', nargs='*', metavar='NAME', help=', '.join(SECTIONS))
    given = parser.parse_args()
    unknown = [name for name in given.names if name not in SECTIONS]
    if unknown:
        parser.error(f'there is no {unknown[0]}; there are {", ".join(SECTIONS)}')
    size = Size(2, 2, True) if given.quick else Size(given.pairs, 20)
    checks = os.path.abspath(f'{given.build}/bin')
    print(f'The checks are those of {given.build}; each figure is theirs relative to another tool on the same work.\n')
    for name in given.names or SECTIONS:
        if name == 'delegation':
            SECTIONS[name](checks, size, given.world)
        else:
            SECTIONS[name](checks, size)


main()
