"""The long form: atheris (libFuzzer) looks for inputs that reach lines no input has reached before.

Each target has a process of its own, which ends with the first input that breaks a limit: libFuzzer's own for time and
memory, ours for what is raised. The corpus grows in build/fuzz/corpus and is used again.
"""

import os
import subprocess
import sys
from pathlib import Path
from random import Random

from tests.fuzz.mutation import mutated_json
from tests.fuzz.target import MEMORY_MB, SECONDS, Target, place_of
from tests.sweeps.tree import ROOT

FOLDER = ROOT / "build" / "fuzz"
_PROGRAM_MB = 300  # what Python, Qt and the instrumented modules take before the first input
_INSTRUMENTED = ["mobile_office", "tomllib", "json.decoder", "csv"]


def explore(target: Target, seconds: int) -> int:
    """Look for so long; 0 when every limit held. Prints what libFuzzer counted."""
    corpus = FOLDER / "corpus" / target.name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)
    line = [sys.executable, "-m", "tests.fuzz.guided", target.name, str(corpus), str(seconds)]
    environment = {**os.environ, "QT_LOGGING_RULES": "*=false"}
    done = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, check=False)
    told = (
        done.stderr.decode("utf-8", "replace").splitlines()
        + done.stdout.decode("utf-8", "replace").splitlines()
    )
    counted = [each for each in told if each.startswith("stat::") or "DONE" in each or "cov:" in each][-6:]
    print(f"{target.name}: {'all held' if done.returncode == 0 else 'BROKEN'}; {_said(counted)}", flush=True)
    if done.returncode:
        print("\n".join(each for each in told if "FAULT" in each or "ERROR" in each), flush=True)
    return int(done.returncode != 0)


def _said(counted: list[str]) -> str:
    figures = dict(each.removeprefix("stat::").split(":", 1) for each in counted if each.startswith("stat::"))
    covered = [each.split("cov: ")[1].split()[0] for each in counted if "cov: " in each]
    runs, peak = figures.get("number_of_executed_units", "?").strip(), figures.get("peak_rss_mb", "?").strip()
    return f"{runs} inputs, {covered[-1] if covered else '?'} edges, {peak} MB at most"


def main(name: str, corpus: str, seconds: str) -> None:
    """The process of one target; never returns."""
    import atheris  # type: ignore[import-untyped, unused-ignore]

    with atheris.instrument_imports(include=_INSTRUMENTED, enable_loader_override=False):
        from tests.fuzz.targets import TARGETS
    target = TARGETS[name]

    def one(data: bytes) -> None:
        try:
            target.run(data)
        except target.refusals:
            pass
        except Exception as error:  # noqa: BLE001  # that there is one is the finding
            print(f"FAULT {place_of(error)}", file=sys.stderr, flush=True)
            os._exit(_kept(target.name, data))

    def changed(data: bytes, most: int, seed: int) -> bytes:
        random = Random(seed)
        fresh = mutated_json(data, random) if random.random() < 0.5 else atheris.Mutate(data, most)
        return bytes(fresh)[:most]

    options = [f"-max_total_time={seconds}", f"-max_len={target.largest}", f"-timeout={SECONDS:.0f}"]
    options += [
        f"-rss_limit_mb={_PROGRAM_MB + MEMORY_MB}",
        f"-artifact_prefix={FOLDER}/{name}-",
        "-print_final_stats=1",
    ]
    more = {"custom_mutator": changed} if target.is_json else {}
    atheris.Setup([sys.argv[0], *options, corpus], one, **more)
    atheris.Fuzz()


def _kept(name: str, data: bytes) -> int:
    (Path(FOLDER) / f"{name}-fault").write_bytes(data)
    return 77


if __name__ == "__main__":
    main(*sys.argv[1:])
