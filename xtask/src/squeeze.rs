//! JavaScript without what only people read: whole-line comments, and white space at the edges of lines.
//!
//! That is most of what a minifier gains on wasm-bindgen's glue once it is compressed (8.1 kB become 7.0), and it needs no
//! parser: lines stay lines, so nothing that depends on where they end can change.

/// The script, squeezed; none if a text runs over several lines, whose white space would count.
pub(crate) fn squeeze(script: &str) -> Option<String> {
    let mut squeezed = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        if in_comment {
            // Code after a comment on its last line would be lost with it.
            in_comment = !line.contains("*/");
            if !in_comment && !line.ends_with("*/") {
                return None;
            }
            continue;
        }
        if line.is_empty() || line.starts_with("//") {
            continue;
        }
        if line.matches('`').count() % 2 == 1 {
            return None;
        }
        squeezed.push_str(line);
        squeezed.push('\n');
    }
    Some(squeezed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(script: &str, expected: Option<&str>) {
        assert_eq!(squeeze(script).as_deref(), expected);
    }

    #[test]
    fn comments_and_white_space_go_and_lines_stay() {
        check(
            "// Why.\n\n  let a = 1; // one\n  /** What.\n   * More. */\n\treturn a\n",
            Some("let a = 1; // one\nreturn a\n"),
        );
        check("f(`a`);\n  g(\"/* no comment */\");", Some("f(`a`);\ng(\"/* no comment */\");\n"));
    }

    #[test]
    fn what_cannot_be_squeezed_line_by_line_is_refused() {
        check("f(`a\n  b`);", None);
        check("/* a */ f();", None);
    }
}
