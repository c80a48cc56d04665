/*
 * The syntax of annotations and of the lines below them, as patterns in RE2 syntax without capturing groups and
 * without single quotes. The published manager and the reader of annotations are built from them.
 */

/** The start of a comment on a line of its own, also in templates: `{#` of Jinja, `{{/*` of Go, `<%#` of ERB. */
export const COMMENT_MARKER = '(?:#+|//+|;+|--|<!--|/\\*+|\\*|\\{#-?|\\{\\{-?[ \\t]*/\\*|<%#)';

/** The end of such a comment. */
export const COMMENT_END = '(?:-->|\\*/|#\\})';

/** The scheme of a reference. `http` and `https` are schemes of the registry's API. */
export const SCHEME = '(?:(?<scheme>https?)://|(?:oci|docker)://)';

/** A registry's host: a name with a dot or a port, or `localhost`. */
export const HOST = '(?:[\\w-]+(?:\\.[\\w-]+)+(?::[0-9]+)?|[\\w-]+:[0-9]+|localhost)';

/** The repository of a sysext. */
export const REPOSITORY = '[\\w.-]+(?:/[\\w.-]+)*-sysext';

/** A line with nothing but a comment. A flag (`--version`) is not a comment. */
export const COMMENT_LINE = '^[ \\t]*(?:#|//|;|--[ \\t]|<!--|/\\*|\\*[ \\t])';

/** The start of a comment after a value: a marker after white space. */
export const TRAILING_COMMENT = '[ \\t](?:#|//|<!--|/\\*)';

/** A hash: at least 128 bits in hexadecimal digits, 256 bits in base 32, or subresource integrity (`sha256-…`). */
export const HASH = '(?:[0-9a-fA-F]{32}|[0-9a-z]{52}|sha(?:256|384|512)-[0-9A-Za-z+/]{20})';

/** The start of an indented line with a key and a value, as in YAML, TOML or HCL. In a shell `=` has no spaces around it. */
export const KEY_LINE = '[ \\t]+"?[\\w.-]+"?(?:[ \\t]*:|[ \\t]+=[ \\t])';

/** The most such lines between a value and its hash. */
export const MAX_LINES_TO_HASH = 6;
