/*
 * The syntax of annotations and of the lines below them, as patterns in RE2 syntax without capturing groups and
 * without single quotes. The published manager and the reader of annotations are built from them.
 */

/** What starts a comment that has its line to itself, also in templates: `{#` of Jinja, `{{/*` of Go, `<%#` of ERB. */
export const COMMENT_MARKER = '(?:#+|//+|;+|--|<!--|/\\*+|\\*|\\{#-?|\\{\\{-?[ \\t]*/\\*|<%#)';

/** What ends such a comment. */
export const COMMENT_END = '(?:-->|\\*/|#\\})';

/** The scheme of a reference; `http` and `https` are those of the registry's API. */
export const SCHEME = '(?:(?<scheme>https?)://|(?:oci|docker)://)';

/** A registry's host: a name with a dot or a port, or `localhost`. */
export const HOST = '(?:[\\w-]+(?:\\.[\\w-]+)+(?::[0-9]+)?|[\\w-]+:[0-9]+|localhost)';

/** The repository of a sysext. */
export const REPOSITORY = '[\\w.-]+(?:/[\\w.-]+)*-sysext';

/** A line that is a comment as a whole. A flag (`--version`) is none. */
export const COMMENT_LINE = '^[ \\t]*(?:#|//|;|--[ \\t]|<!--|/\\*|\\*[ \\t])';

/** What starts a comment behind a value: a marker after white space. */
export const TRAILING_COMMENT = '[ \\t](?:#|//|<!--|/\\*)';

/** A hash: of at least 128 bits in hexadecimal digits, of 256 in base 32, or as a browser's `integrity` has it. */
export const HASH = '(?:[0-9a-fA-F]{32}|[0-9a-z]{52}|sha(?:256|384|512)-[0-9A-Za-z+/]{20})';

/** The start of an indented line that holds a key and a value, as in YAML, TOML or HCL. A shell has no spaces around its `=`. */
export const KEY_LINE = '[ \\t]+"?[\\w.-]+"?(?:[ \\t]*:|[ \\t]+=[ \\t])';

/** How many such lines may stand between a value and the hash that belongs to it. */
export const MAX_LINES_TO_HASH = 6;
