"""How long a build and a check take over a long history: ``make bench``, or ``python -m benchmarks.run --help``.

Every measurement starts a program of its own in a fresh folder, without any cache of an earlier
run. Times are medians of several runs; memory is the largest of them.
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
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from benchmarks import history

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


@dataclass(frozen=True)
class Cost:
    """What one run of a program took: seconds on the wall and of the processor, peak memory in MiB."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Result:
    """A measurement as it is reported: medians over all runs, and the fastest and slowest on the wall."""

    name: str
    wall: float
    wall_min: float
    wall_max: float
    cpu: float
    memory: float


def measure(command: list[str], folder: Path, accepted: tuple[int, ...]) -> Cost:
    """Run a program in ``folder``; raises SystemExit with its output when its exit code is not an accepted one."""
    # One moment for all runs: a history seen from another day is another site.
    environment = os.environ | {
        "SOURCE_DATE_EPOCH": str(int(history.END.timestamp())),
        "NO_MKDOCS_2_WARNING": "1",
    }
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        began = time.perf_counter()
        program = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)  # noqa: S603 - our own programs
        _, status, used = os.wait4(program.pid, 0)
        wall = time.perf_counter() - began
        program.returncode = os.waitstatus_to_exitcode(status)
        if program.returncode not in accepted:
            output.seek(0)
            sys.exit(f"{' '.join(command)}: exit code {program.returncode}\n{output.read()[-4000:]}")
    in_mebibytes = 1024 if sys.platform.startswith("linux") else 1024 * 1024
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / in_mebibytes)


def summary(name: str, costs: list[Cost]) -> Result:
    """The report on some runs of the same program."""
    walls = [cost.wall for cost in costs]
    cpu = median(cost.cpu for cost in costs)
    return Result(name, median(walls), min(walls), max(walls), cpu, max(cost.memory for cost in costs))


def prepare(project: Path, data: Path | None, incidents: int) -> None:
    """Write the project that is measured: a history of its own, or a copy of the one in ``data``."""
    project.mkdir()
    if data is None:
        history.write(project, incidents)
    else:
        shutil.copy(data / "components.yml", project)
        shutil.copytree(data / "incidents", project / "incidents")
    (project / "docs").mkdir()
    (project / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")


def empty(project: Path) -> None:
    """Remove what an earlier run left behind, so that the next one is cold."""
    for name in ("site", ".cache"):
        shutil.rmtree(project / name, ignore_errors=True)


def run(project: Path, runs: int) -> list[Result]:
    """Measure all programs over a project; the last build's site stays."""
    status = str(Path(sys.executable).with_name("mkdocs-status"))
    programs = {
        "start (mkdocs-status --version)": ([status, "--version"], (0,)),
        "check (mkdocs-status check)": ([status, "check"], (0, 1)),  # 1: a real history may hold errors
        "build (mkdocs build)": ([sys.executable, "-m", "mkdocs", "build", "-q"], (0,)),
    }
    results = []
    for name, (command, accepted) in programs.items():
        costs = []
        for _ in range(runs):
            empty(project)
            costs.append(measure(command, project, accepted))
        results.append(summary(name, costs))
    return results


def main() -> None:
    """Measure, and print a table; with ``--json`` write the numbers to a file, too."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--incidents", type=int, default=history.INCIDENTS, help="so many are written (%(default)s)"
    )
    parser.add_argument(
        "--data", type=Path, help="a folder with components.yml and incidents/ to measure instead"
    )
    parser.add_argument("--runs", type=int, default=5, help="of each program (%(default)s)")
    parser.add_argument("--json", type=Path, help="a file for the numbers")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        prepare(project, options.data and options.data.resolve(), options.incidents)
        incidents = sum(1 for _ in (project / "incidents").rglob("*.md"))
        results = run(project, options.runs)
        sizes = [file.stat().st_size for file in (project / "site").rglob("*") if file.is_file()]

    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores"
    print(f"{incidents} incidents, median of {options.runs} runs, {machine}\n")
    print(f"{'':34}{'wall s':>8}{'min-max':>14}{'cpu s':>8}{'MiB':>7}")
    for result in results:
        spread = f"{result.wall_min:.2f}-{result.wall_max:.2f}"
        print(f"{result.name:34}{result.wall:8.2f}{spread:>14}{result.cpu:8.2f}{result.memory:7.0f}")
    print(f"\nsite: {len(sizes)} files, {sum(sizes) / 1e6:.1f} MB")

    if options.json:
        report = {
            "incidents": incidents,
            "runs": options.runs,
            "python": platform.python_version(),
            "results": [asdict(result) for result in results],
            "files": len(sizes),
            "bytes": sum(sizes),
        }
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
