//! Publishers' feeds -> stories; article HTML -> blocks.
