//! Packing on a Ray cluster of several nodes gives the bytes of packing in one go. Python with Ray is found by the variable
//! `DATELINE_PYTHON`, or is `python3`.

use std::path::PathBuf;
use std::process::Command;

#[test]
fn a_ray_cluster_packs_what_one_machine_packs() {
    let python = std::env::var("DATELINE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has_ray = Command::new(&python).args(["-c", "import ray"]).output().is_ok_and(|output| output.status.success());
    if !has_ray {
        println!("{python} has no Ray: packing on a cluster is not tried");
        return;
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("ray");
    std::fs::create_dir_all(&folder).expect("a folder");
    let feed = folder.join("feed.jsonl");
    let item = |number: u32| {
        format!("{{\"id\":\"s{number}\",\"title\":\"Ferry {} leaves {number}\",\"tags\":[\"Sea\"]}}\n", number % 97)
    };
    std::fs::write(&feed, (0..3_000).map(item).collect::<String>()).expect("it can be written");
    let mut test = Command::new(&python);
    test.arg("test_pack.py").arg(env!("CARGO_BIN_EXE_dateline")).arg(&feed).current_dir("../../examples/pack-on-ray");
    let output = test.env("RAY_DEDUP_LOGS", "0").output().expect("it starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("on 3 nodes gave the same"),
        "{said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
