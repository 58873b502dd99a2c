use super::*;

/// The same value as `serde_json` has it; numbers as text.
fn as_serde(value: &Json<'_>) -> serde_json::Value {
    match value {
        Json::Null => serde_json::Value::Null,
        Json::Bool(yes) => (*yes).into(),
        Json::Number(digits) => serde_json::from_str(digits).unwrap_or_else(|_| "number".into()),
        Json::String(text) => text.as_ref().into(),
        Json::Array(entries) => entries.iter().map(as_serde).collect(),
        Json::Object(fields) => {
            serde_json::Value::Object(fields.iter().map(|(name, value)| (name.to_string(), as_serde(value))).collect())
        }
    }
}

#[track_caller]
fn check(text: &str) {
    let expected: Option<serde_json::Value> = serde_json::from_str(text).ok();
    let found = parse(text, 100).ok().filter(|parsed| !parsed.has_controls).map(|parsed| as_serde(&parsed.value));
    assert_eq!(expected, found, "{text}");
}

#[test]
fn agrees_with_serde_json() {
    for text in [
        r#"{"a":[1,-0,2.5e-3,true,false,null,"x"],"b":{},"c":[]}"#,
        r#" "\u00e9\ud83d\ude00\"\\\/\b\f\n\r\t" "#,
        r#"{"a":1,"a":2}"#,
        "[1,]",
        "[,1]",
        "{\"a\"}",
        "{a:1}",
        "{\"a\":1,}",
        "01",
        "1.",
        ".5",
        "1e",
        "+1",
        "--1",
        "tru",
        "nul",
        "\"a",
        "\"\\x\"",
        "\"\\u12\"",
        "[1 2]",
        "",
        " ",
        "[",
        "{",
        "]",
        "1 1",
        "\"a\nb\"",
        "[\"\\",
        "'a'",
        "NaN",
        "\u{feff}1",
    ] {
        check(text);
    }
}

#[test]
fn half_a_pair_is_shown_as_a_replacement() {
    let parsed = parse(r#""a\ud83dz\ude00\ud83d\u0041""#, 1).expect("taken");
    assert_eq!(Json::String("a\u{fffd}z\u{fffd}\u{fffd}A".into()), parsed.value);
}

#[test]
fn nesting_is_bounded() {
    assert!(parse(&format!("{}{}", "[".repeat(9), "]".repeat(9)), 9).is_ok());
    assert!(parse(&format!("{}{}", "[".repeat(10), "]".repeat(10)), 9).is_err());
    assert!(parse(&"[".repeat(100_000), 100).is_err());
}

#[test]
fn control_characters_are_read_and_told() {
    let parsed = parse("\"a\nb\"", 1).expect("taken");
    assert!(parsed.has_controls);
    assert_eq!(Json::String("a\nb".into()), parsed.value);
}

fn any_json() -> impl proptest::strategy::Strategy<Value = serde_json::Value> {
    use proptest::prelude::*;
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        "\\PC{0,9}".prop_map(Into::into),
        Just("\u{0}\n\"\\/\u{7f}\u{2028}😀".into()),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::btree_map("[a-c\"\\\\é]{0,3}", inner, 0..6)
                .prop_map(|fields| serde_json::Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest::proptest! {
    #[test]
    fn whatever_serde_json_writes_is_read_as_it_was(value in any_json(), pretty in proptest::bool::ANY) {
        let text = if pretty { format!("{value:#}") } else { value.to_string() };
        let parsed = parse(&text, 100).expect("taken");
        proptest::prop_assert_eq!(value, as_serde(&parsed.value));
    }
}

/// Needs the environment variable `DATELINE_DATA`, a folder with the JSON test suite in `hostile/jsontestsuite`.
#[test]
#[ignore = "needs data that is not part of the project"]
fn data_json_test_suite() {
    let data = std::env::var_os("DATELINE_DATA").expect("DATELINE_DATA names the folder");
    let mut folders = vec![std::path::Path::new(&data).join("hostile/jsontestsuite")];
    let (mut taken, mut refused) = (0, 0);
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let bytes = std::fs::read(&path).expect("a file");
            let Ok(text) = std::str::from_utf8(&bytes) else { continue };
            let parsed = parse(text, 1000);
            if name.starts_with("y_") {
                let expected: serde_json::Value = serde_json::from_str(text).expect("serde_json takes it");
                assert_eq!(expected, as_serde(&parsed.expect("taken").value), "{name}");
                taken += 1;
            } else if name.starts_with("n_") {
                assert!(parsed.is_err() || parsed.is_ok_and(|parsed| parsed.has_controls), "{name}");
                refused += 1;
            }
        }
    }
    println!("JSON test suite: {taken} y_ files as serde_json reads them, {refused} n_ files refused");
    assert!(taken > 90 && refused > 150);
}
