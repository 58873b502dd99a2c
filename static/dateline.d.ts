// Types of <dateline-reader>. Made by `cargo xtask api` from api.toml.

export type DatelineLoadErrorCode =
  | "csp-wasm"
  | "csp-script"
  | "csp-connect"
  | "reader-missing"
  | "reader-mime"
  | "reader-integrity"
  | "reader-network"
  | "file-url"
  | "old-browser"
  | "reader-broken"
  | "panic";

export type DatelineFeedErrorCode =
  | "no-src"
  | "bad-src"
  | "network"
  | "http-status"
  | "not-a-feed"
  | "feed-cut-off"
  | "interrupted"
  | "too-many-stories"
  | "rest-missing"
  | "archive-manifest"
  | "archive-too-new"
  | "archive-too-old"
  | "archive-missing"
  | "archive-truncated"
  | "archive-damaged"
  | "archive-malformed";

/** What `dateline-error` may say. */
export type DatelineErrorCode = DatelineLoadErrorCode | DatelineFeedErrorCode;

/** One story: an item of JSON Feed 1.1, or of any other format that the reader knows. */
export interface DatelineStory {
  id?: string | number;
  url?: string;
  title?: string;
  summary?: string;
  content_html?: string;
  content_text?: string;
  date_published?: string;
  tags?: readonly string[];
  [key: string]: unknown;
}

/** A feed as an object. */
export interface DatelineFeed {
  items?: readonly DatelineStory[];
  [key: string]: unknown;
}

/** The first stories are shown. */
export type DatelineReadyDetail = { stories: number };

/** The list changed: how many stories match, and what was typed. */
export type DatelineResultsDetail = { total: number; text: string };

/** A story is about to open; `preventDefault()` keeps it from opening. */
export type DatelineOpenDetail = { id: string; slug: string; headline: string; url: string | null };

/** The story was closed. */
export type DatelineCloseDetail = Record<string, never>;

/** A link out of the reader was pressed; `preventDefault()` keeps it from being followed. */
export type DatelineLinkDetail = { url: string; text: string };

/** A story or a field could not be read; it is left out, and the rest is shown. */
export type DatelineProblemDetail = { item: number | null; label: string; code: string; message: string };

/** Something failed; the codes are listed below. */
export type DatelineErrorDetail = { code: DatelineErrorCode; message: string; url?: string };

/** The events of the element. */
export interface DatelineReaderEventMap {
  "dateline-ready": CustomEvent<DatelineReadyDetail>;
  "dateline-results": CustomEvent<DatelineResultsDetail>;
  "dateline-open": CustomEvent<DatelineOpenDetail>;
  "dateline-close": CustomEvent<DatelineCloseDetail>;
  "dateline-link": CustomEvent<DatelineLinkDetail>;
  "dateline-problem": CustomEvent<DatelineProblemDetail>;
  "dateline-error": CustomEvent<DatelineErrorDetail>;
}

export class DatelineReader extends HTMLElement {
  /** The feed, or several that are merged; also archives, by the address of their `dateline.json`; relative to the page: the attribute `src`. */
  get src(): string;
  set src(value: string | null | undefined);
  /** How the list is laid out: the attribute `layout`. */
  get layout(): string;
  set layout(value: "front" | "grid" | "list" | "headlines" | null | undefined);
  /** Text to search for from the beginning: the attribute `query`. */
  get query(): string;
  set query(value: string | null | undefined);
  /** Tags that are chosen from the beginning: the attribute `tags`. */
  get tags(): string;
  set tags(value: string | null | undefined);
  /** Which of the chosen tags a story must have: the attribute `match`. */
  get match(): string;
  set match(value: "any" | "all" | null | undefined);
  /** The first day of which stories are shown: the attribute `from`. */
  get from(): string;
  set from(value: string | null | undefined);
  /** The day from which on no stories are shown: the attribute `to`. */
  get to(): string;
  set to(value: string | null | undefined);
  /** The order; without it the newest first, and the best first while something is searched for: the attribute `sort`. */
  get sort(): string;
  set sort(value: "newest" | "relevance" | "oldest" | null | undefined);
  /** Cards on a page of the list: the attribute `page-size`. */
  get pageSize(): string;
  set pageSize(value: number | string | null | undefined);
  /** The level of the headlines among the headings of the page: the attribute `heading-level`. */
  get headingLevel(): string;
  set headingLevel(value: number | string | null | undefined);
  /** The colours; `auto` follows the page's `color-scheme`: the attribute `theme`. */
  get theme(): string;
  set theme(value: "auto" | "light" | "dark" | "sepia" | "contrast" | null | undefined);
  /** Whether the view is kept in the page's address, under keys that begin with the element's `id`: the attribute `url-sync`. */
  get urlSync(): string;
  set urlSync(value: "none" | "hash" | "query" | null | undefined);
  /** Whether a headline opens the story in place or leads to your page: the attribute `open-in`. */
  get openIn(): string;
  set openIn(value: "reader" | "link" | null | undefined);
  /** Which means of finding and reading are shown: the attribute `controls`. */
  get controls(): string;
  set controls(value: string | null | undefined);
  /** Whether single keys (`j`, `k`, `/`; `?` lists them) do something while the focus is inside: the attribute `shortcuts`. */
  get shortcuts(): string;
  set shortcuts(value: "on" | "off" | null | undefined);
  /** Whether more of the list comes by a button, or when its end is scrolled into sight: the attribute `paging`. */
  get paging(): string;
  set paging(value: "button" | "scroll" | null | undefined);
  /** Whether saved and read marks, the reader's choices of looks and where they left off are kept in the browser: not at all, until its window is closed, or for good; with `local` the feed's last good copy as well, which is shown until the feed has come: the attribute `remember`. */
  get remember(): string;
  set remember(value: "none" | "session" | "local" | null | undefined);
  /** Whether the reader is fetched when the element is nearly in sight, or at once: the attribute `loading`. */
  get loading(): string;
  set loading(value: "lazy" | "eager" | null | undefined);
  /** An array of stories, a feed as an object, or its text: shown instead of what `src` names. */
  get stories(): unknown;
  set stories(value: readonly DatelineStory[] | DatelineFeed | string | null | undefined);
  /** The whole view (text, tags, days, order, open story) as one string; set it to restore that view. */
  get state(): string;
  set state(value: string);
  /** Searches, as if the reader had typed it. */
  search(text: string): void;
  /** Chooses a tag, or gives it up. */
  filter(tag: string): void;
  /** Opens a story by its identifier or slug. */
  open(story: string): void;
  /** Closes the open story. */
  close(): void;
  /** Reads the feed again. */
  refresh(): void;
  /** Lets the reader go; the element shows your own content until it is connected again. */
  dispose(): void;
  addEventListener<K extends keyof DatelineReaderEventMap>(
    type: K, listener: (this: DatelineReader, event: DatelineReaderEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K, listener: (this: DatelineReader, event: HTMLElementEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof DatelineReaderEventMap>(
    type: K, listener: (this: DatelineReader, event: DatelineReaderEventMap[K]) => unknown, options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener<K extends keyof HTMLElementEventMap>(
    type: K, listener: (this: DatelineReader, event: HTMLElementEventMap[K]) => unknown, options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** Defines the element under this name, unless somebody has. */
export function define(tag?: string): void;

declare global {
  interface HTMLElementTagNameMap {
    "dateline-reader": DatelineReader;
  }
}
