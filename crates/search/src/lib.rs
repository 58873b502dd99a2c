//! Analyse, index, query, rank, facet, snippet: search in memory over a growing feed.
