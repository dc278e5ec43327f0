"""How long everything takes as a history grows, beside other programs: ``make bench``, see ``--help``.

Every measurement starts a program of its own. The programs take turns, so that what else the machine does meets
all of them; times are medians, memory is the largest. M is plain MkDocs with the same texts as ordinary pages,
L is a copy of our own site by ``cp -r``, and S is Hugo with cState, where a checkout of it is given.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from benchmarks import history, peers
from benchmarks.measuring import Cost, measure, middle, ratio, surroundings

CONFIG = """\
site_name: Benchmark
site_url: https://status.example.com/
theme:
  name: material
  font: false
plugins:
  - search
  - status
"""
MKDOCS = [sys.executable, "-m", "mkdocs", "build", "-q"]
STATUS = str(Path(sys.executable).with_name("mkdocs-status"))
RATIOS = (
    ("cold / M", "cold", "M", True),
    ("one update / M", "update", "M", True),
    ("one update / cold", "update", "cold", True),
    ("(unchanged - imports) / L", "unchanged", "L", False),
    ("serve after one edit / M's", "serve", "M serve", False),
    ("cold / S", "cold", "S", False),
    ("one update / S", "update", "S", False),
)


class Size:
    """A history of one size, its projects in a folder of their own."""

    def __init__(
        self, folder: Path, incidents: int, data: Path | None, cstate: Path | None, hugo: str
    ) -> None:
        """Write the projects."""
        self.ours, self.plain, self.peer = folder / "ours", folder / "plain", folder / "cstate"
        self.ours.mkdir(parents=True)
        if data is None:
            history.write(self.ours, incidents)
        else:
            shutil.copy(data / "components.yml", self.ours)
            shutil.copytree(data / "incidents", self.ours / "incidents")
        (self.ours / "docs").mkdir()
        (self.ours / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
        peers.write_plain(self.plain, self.ours / "incidents")
        if cstate:
            peers.write_cstate(self.peer, self.ours / "incidents", cstate)
        self.cstate, self.hugo = cstate, hugo
        self.newest = sorted((self.ours / "incidents").rglob("*.md"))[-1]
        self.updates = 0

    def programs(self) -> dict[str, Callable[[], Cost]]:
        """What is measured, in the order in which the programs take turns."""
        found: dict[str, Callable[[], Cost]] = {
            "start": lambda: measure([STATUS, "--version"], self.ours),
            "imports": lambda: measure(
                [sys.executable, "-c", "import mkdocs_status_plugin.plugin"], self.ours
            ),
            "check": lambda: measure(
                [STATUS, "check"], self.ours, (0, 1)
            ),  # 1: a real history may hold errors
            "report": self._report,
            "cold": self._cold,
            "unchanged": lambda: measure(MKDOCS, self.ours),
            "update": self._update,
            "serve": lambda: self._serve(self.ours, self.newest),
            "M": self._plain,
            "M serve": lambda: self._serve(self.plain, self.plain / "docs/incidents" / self.newest.name),
            "L": self._copy,
        }
        if self.cstate:
            found["S"] = self._peer
        return found

    def _report(self) -> Cost:
        command = [STATUS, "report", "Benchmark", "--impact", "minor", "--component", "git", "--message", "x"]
        try:
            return measure(command, self.ours)
        finally:
            for made in (self.ours / "incidents").glob("*-benchmark.md"):
                made.unlink()

    def _cold(self) -> Cost:
        shutil.rmtree(self.ours / ".cache", ignore_errors=True)
        shutil.rmtree(self.ours / "site", ignore_errors=True)
        return measure(MKDOCS, self.ours)

    def _update(self) -> Cost:
        self.updates += 1
        text = f"\n## {history.END:%Y-%m-%d} 11:{self.updates:02} UTC - Monitoring\n\nUpdate **{self.updates}**.\n"
        with self.newest.open("a", encoding="utf-8") as file:
            file.write(text)
        return measure(MKDOCS, self.ours)

    def _serve(self, project: Path, edited: Path) -> Cost:
        program = Path(__file__).with_name("serving.py")
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, str(program), str(edited)],
            cwd=project,
            env=surroundings(),
            capture_output=True,
            check=True,
        )
        wall, cpu = json.loads(done.stdout.decode().splitlines()[-1])
        return Cost(wall, cpu, 0)

    def _plain(self) -> Cost:
        shutil.rmtree(self.plain / "site", ignore_errors=True)
        return measure(MKDOCS, self.plain)

    def _copy(self) -> Cost:
        copy = self.ours.parent / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        return measure(["cp", "-r", str(self.ours / "site"), str(copy)], self.ours)

    def _peer(self) -> Cost:
        shutil.rmtree(self.peer / "public", ignore_errors=True)
        return measure([self.hugo, "--quiet"], self.peer)


def run(size: Size, runs: int, without: set[str]) -> dict[str, Cost]:
    """Every program, several times in turns."""
    costs: dict[str, list[Cost]] = {}
    for number in range(runs):
        for name, program in size.programs().items():
            if name not in without:
                print(f"\r{number + 1}/{runs} {name:12}", end="", file=sys.stderr, flush=True)
                costs.setdefault(name, []).append(program())
    print("\r" + " " * 30 + "\r", end="", file=sys.stderr)
    return {name: middle(found) for name, found in costs.items()}


def main() -> None:
    """Measure, and print a table for each size; with ``--json`` write the numbers to a file, too."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--sizes", default="10,100,1000", help="numbers of incidents (%(default)s; all: to 10000)"
    )
    parser.add_argument(
        "--data", type=Path, help="a folder with components.yml and incidents/ to measure instead"
    )
    parser.add_argument("--runs", type=int, default=3, help="of each program (%(default)s)")
    parser.add_argument("--without", default="", help="programs to leave out, such as M,S")
    parser.add_argument("--cstate", type=Path, help="a checkout of cState to compare with")
    parser.add_argument("--hugo", default="hugo", help="the program that builds it (%(default)s)")
    parser.add_argument("--json", type=Path, help="a file for the numbers")
    options = parser.parse_args()
    sizes = [10, 100, 1000, 5000, 10000] if options.sizes == "all" else [*map(int, options.sizes.split(","))]
    sizes = [0] if options.data else sizes
    report = []
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, medians of {options.runs}")
    for incidents in sizes:
        # In memory where there is a place for it: a disk's own pace says nothing about us.
        shm = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a folder with a name of its own in it
        with tempfile.TemporaryDirectory(dir=shm) as folder:
            size = Size(
                Path(folder) / "project",
                incidents,
                options.data and options.data.resolve(),
                options.cstate,
                options.hugo,
            )
            costs = run(size, options.runs, set(options.without.split(",")))
            files = [file.stat().st_size for file in (size.ours / "site").rglob("*") if file.is_file()]
            kept = sum(file.stat().st_size for file in (size.ours / ".cache").rglob("*") if file.is_file())
        print(
            f"\n{incidents or 'All'} incidents: {len(files)} files, {sum(files) / 1e6:.1f} MB, cache {kept / 1e6:.1f} MB"
        )
        print(f"  {'':12}{'wall s':>9}{'cpu s':>9}{'MiB':>7}")
        for name, cost in costs.items():
            print(f"  {name:12}{cost.wall:9.2f}{cost.cpu:9.2f}{cost.memory:7.0f}")
        ratios = {}
        if "unchanged" in costs and "imports" in costs:
            beyond = costs["unchanged"], costs["imports"]
            costs["unchanged"] = Cost(
                beyond[0].wall - beyond[1].wall, beyond[0].cpu - beyond[1].cpu, beyond[0].memory
            )
        for name, over, under, cpu in RATIOS:
            value = ratio(costs, over, under, cpu=cpu)
            if value is not None:
                ratios[name] = value
                print(f"  {name:28}{value:9.3f}{'' if not cpu else '  (cpu)'}")
        report.append(
            {
                "incidents": incidents,
                "costs": {name: asdict(cost) for name, cost in costs.items()},
                "ratios": ratios,
                "files": len(files),
                "bytes": sum(files),
            }
        )
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
