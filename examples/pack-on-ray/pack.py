"""Packs one archive on all nodes of a Ray cluster.

Each task gathers one part of the stories with `dateline pack --part K/N`; what it gathers comes back through Ray, so that nodes
share no disk. `dateline merge` then writes the archive here, with the bytes that one machine alone would have written.

    pip install -r requirements.txt
    python pack.py --out archive --parts 16 /feeds/2019.json /feeds/2020.jsonl.gz

Feeds and the `dateline` command must be there under the same paths on every node. Without `--address` the cluster of the environment is
used, or one is started on this machine.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile

import ray

# What a task hands over at a time: Ray keeps it in memory on its way.
CHUNK = 32 << 20


@ray.remote(num_cpus=1, num_returns="streaming", scheduling_strategy="SPREAD")
def gather(command, feeds, number, of, memory):
    """Yields the name of the node, and then one part piece by piece."""
    yield ray.get_runtime_context().get_node_id()
    with tempfile.TemporaryDirectory() as folder:
        part = pathlib.Path(folder) / "part"
        run([command, "pack", *feeds, "--part", f"{number}/{of}", "--out", part, "--memory", memory, "--quiet"])
        with part.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk


def run(arguments):
    """Runs the command. Its status 1 says that some stories cannot be read, which it has named; the others are packed."""
    status = subprocess.run([str(argument) for argument in arguments], check=False).returncode
    if status > 1:
        raise SystemExit(f"{arguments[0]} {arguments[1]} failed with status {status}")


def pack(command, feeds, out, parts, memory, title=None):
    """Packs feeds into a folder; the nodes that took part."""
    tasks = [gather.remote(command, feeds, number, parts, memory) for number in range(1, parts + 1)]
    nodes = set()
    with tempfile.TemporaryDirectory() as folder:
        names = [pathlib.Path(folder) / f"part-{number}" for number in range(1, parts + 1)]
        for name, task in zip(names, tasks):
            nodes.add(ray.get(next(task)))
            with name.open("wb") as file:
                for chunk in task:
                    file.write(ray.get(chunk))
        run([command, "merge", *names, "--out", out, *(["--title", title] if title else [])])
    return nodes


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("feeds", nargs="+", help="files that every node sees under these paths")
    parser.add_argument("--out", required=True, help="the folder that the archive goes to")
    parser.add_argument("--parts", type=int, default=8, help="tasks; a few for each processor of the cluster")
    parser.add_argument("--memory", default="1G", help="memory that a task may use, about")
    parser.add_argument("--title", help="the archive's title")
    parser.add_argument("--address", help="the cluster's address")
    parser.add_argument("--dateline", default="dateline", help="the command")
    options = parser.parse_args()
    ray.init(address=options.address)
    feeds = [feed if feed.startswith("/") else str(pathlib.Path(feed).resolve()) for feed in options.feeds]
    nodes = pack(options.dateline, feeds, options.out, options.parts, options.memory, options.title)
    print(f"packed on {len(nodes)} nodes", file=sys.stderr)


if __name__ == "__main__":
    main()
