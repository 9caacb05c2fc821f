# SPDX-License-Identifier: GPL-3.0-or-later
"""Two commands in turn, and what comes of it: ratios, each the median over the pairs."""
import os
import re
import shutil
import statistics
import subprocess
from dataclasses import dataclass, field

MEASURE = 'build/bench/measure'
QUANTITIES = ('wall', 'CPU', 'memory', 'page faults')


@dataclass
class Command:
    """What is run, and what it must say so that it is known to have done the work."""
    name: str
    argv: list
    says: str = ''
    env: dict = field(default_factory=dict)

    def environment(self):
        return {**os.environ, **self.env}

    def check(self):
        done = subprocess.run(self.argv, env=self.environment(), stdin=subprocess.DEVNULL, text=True, errors='replace',
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300)
        if not re.search(self.says, done.stdout):
            raise SystemExit(f'{self.name} does not do the work, wanted is "{self.says}": {" ".join(self.argv)}\n'
                             f'{done.stdout}')


@dataclass
class Size:
    pairs: int
    runs: int
    quick: bool = False


def block(command, runs):
    """What one run took: wall seconds, seconds of CPU, KiB, page faults."""
    done = subprocess.run([MEASURE, str(runs), *command.argv], env=command.environment(), check=True, text=True,
                          stdout=subprocess.PIPE)
    return [float(word) for word in done.stdout.split()[:4]]


def instructions(command):
    """How many it executes in user space, with all that it starts, by callgrind, which repeats to a
    thousandth, else by perf; None: neither."""
    tools = []
    if shutil.which('valgrind'):
        tools.append((['valgrind', '--tool=callgrind', '--trace-children=yes', '--callgrind-out-file=/dev/null'],
                      r'Collected\s*:\s*(\d+)'))
    if shutil.which('perf'):
        tools.append((['perf', 'stat', '-x,', '-e', 'instructions:u'], r'(\d+),,instructions'))
    for tool, pattern in tools:
        done = subprocess.run([*tool, *command.argv], env=command.environment(), text=True, errors='replace',
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        found = re.findall(pattern, done.stderr)
        if found:
            return sum(int(each) for each in found)
    return None


def show(title, ours, theirs, pairs, runs, quantities=QUANTITIES):
    """A table of ratios; pairs of what block() gives."""
    print(f'{title}: {ours.name} relative to {theirs.name}, {len(pairs)} pairs of {runs} runs')
    for place, what in enumerate(QUANTITIES):
        if what not in quantities:
            continue
        ratios = sorted(mine[place] / max(other[place], 1e-9) for mine, other in pairs)
        low, high = ratios[len(ratios) // 4], ratios[(3 * len(ratios)) // 4]
        print(f'  {what:<14} {statistics.median(ratios):>7.3g}x  half of them {low:.3g}x to {high:.3g}x')


def compare(title, ours, theirs, size, count=True, quantities=QUANTITIES):
    """Prints a table: ours relative to theirs, in blocks that take turns."""
    ours.check()
    theirs.check()
    for each in (ours, theirs):
        block(each, 1)  # everybody's files are in the cache first
    pairs = [(block(ours, size.runs), block(theirs, size.runs)) for _ in range(size.pairs)]
    show(title, ours, theirs, pairs, size.runs, quantities)
    if count:
        mine, other = instructions(ours), instructions(theirs)
        if mine and other:
            print(f'  {"instructions":<14} {mine / other:>7.3g}x  of one run each')
    print(flush=True)


def growth(title, steps, size):
    """Prints how instructions, CPU and memory grow from the first step on: (text, command) each."""
    print(f'{title}, relative to the first row')
    first = None
    for text, command in steps:
        command.check()
        took = [block(command, size.runs) for _ in range(size.pairs)]
        row = [statistics.median(each[1] for each in took), statistics.median(each[2] for each in took),
               instructions(command)]
        first = first or row
        shown = [f'{mine / one:.3g}x' if mine and one else '-' for mine, one in zip(row, first)]
        print(f'  {text:<28} CPU {shown[0]:>7}  memory {shown[1]:>7}  instructions {shown[2]:>7}  '
              f'medians of {size.pairs} blocks', flush=True)
    print(flush=True)
