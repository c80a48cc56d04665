/*
 * A reader of the HTML that the report writes: strict, so that what it reads has nothing in it that was not meant.
 */

const TAG = /<(\/?)([a-z][a-z\d]*)((?: [A-Za-z-]+(?:="[^"<>]*")?)*)(\/?)>/y;

const VOID = new Set(['meta']);

/** The only elements that a report is made of, and the only attributes. */
const ELEMENTS = new Set(
  'html head meta title style body header main section article h1 h2 h3 h4 p ul li dl dt dd div span small b strong code pre ins del a details summary table thead tbody tr th td svg g path text'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set(
  'lang charset http-equiv content name id class style href open role scope colspan data-heading tabindex aria-label aria-hidden width height viewBox d x y transform'.split(
    ' ',
  ),
);

export interface Reading {
  /** What is wrong with the markup: unknown, unbalanced, or with text that opens something. */
  readonly faults: readonly string[];
  /** The text that a reader sees, the title's and tooltips' too, a line for each piece. */
  readonly text: string;
  readonly headings: readonly number[];
}

/** Reads a whole document. */
export function readMarkup(html: string): Reading {
  const body = html.replace('<!doctype html>', '').replace(/<style>[^<]*<\/style>/, '');
  const faults: string[] = [];
  const texts: string[] = [];
  const headings: number[] = [];
  const open: string[] = [];
  let at = 0;
  while (at < body.length) {
    const next = body.indexOf('<', at);
    const text = body.slice(at, next === -1 ? undefined : next);
    if (/[>"']/.test(text)) faults.push(`a sign that was not escaped: ${text.slice(0, 60)}`);
    if (/&(?!#\d+;)/.test(text)) faults.push(`an ampersand that was not escaped: ${text.slice(0, 60)}`);
    texts.push(decode(text));
    if (next === -1) break;
    TAG.lastIndex = next;
    const [tag, close, name = '', attributes = '', selfClose] = TAG.exec(body) ?? [];
    if (tag === undefined) return { faults: [...faults, `no tag: ${body.slice(next, next + 60)}`], text: '', headings };
    if (!ELEMENTS.has(name)) faults.push(`unknown element: ${tag}`);
    faults.push(...attributeFaults(tag, attributes));
    if (/^h[1-6]$/.test(name) && close === '') headings.push(Number(name.slice(1)));
    if (close !== '' && open.pop() !== name) faults.push(`closes what is not open: ${tag}`);
    if (close === '' && selfClose === '' && !VOID.has(name)) open.push(name);
    at = TAG.lastIndex;
  }
  return { faults: [...faults, ...open.map((name) => `not closed: ${name}`)], text: texts.join('\n'), headings };
}

function attributeFaults(tag: string, attributes: string): string[] {
  return Array.from(attributes.matchAll(/ ([A-Za-z-]+)(?:="([^"]*)")?/g)).flatMap(([, name = '', value = '']) => {
    if (!ATTRIBUTES.has(name)) return [`unknown attribute: ${tag}`];
    return name === 'href' && !/^#[a-z-]+$/.test(value) ? [`leads outside: ${tag}`] : [];
  });
}

function decode(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}
