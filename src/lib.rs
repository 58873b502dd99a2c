//! The reader, as it runs in a browser.
