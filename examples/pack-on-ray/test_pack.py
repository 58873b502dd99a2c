"""Packs on a cluster of three nodes on this machine, and compares with packing in one go.

    python test_pack.py DATELINE FEED

`crates/cli/tests/on_ray.rs` runs it where Ray is installed.
"""

import pathlib
import subprocess
import sys
import tempfile

import ray
from ray.cluster_utils import Cluster

from pack import pack

NODES = 3


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def main():
    command, feed = sys.argv[1:]
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    for _ in range(NODES - 1):
        cluster.add_node(num_cpus=1)
    cluster.wait_for_nodes()
    ray.init(address=cluster.address)
    with tempfile.TemporaryDirectory() as folder:
        alone, together = pathlib.Path(folder) / "alone", pathlib.Path(folder) / "together"
        subprocess.run([command, "pack", feed, "--out", alone, "--title", "Ferries", "--quiet"], check=True)
        nodes = pack(command, [feed], together, 2 * NODES, "512M", "Ferries")
        assert len(nodes) == NODES, f"{len(nodes)} nodes took part"
        assert files(alone) == files(together), "the bytes differ"
        print(f"{2 * NODES} parts on {len(nodes)} nodes gave the same {len(files(together))} files")
    ray.shutdown()
    cluster.shutdown()


if __name__ == "__main__":
    main()
