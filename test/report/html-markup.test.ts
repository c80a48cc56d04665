import { describe, expect, test } from 'vitest';
import { escapeHtml } from '../../src/report/escape.ts';
import { html } from '../../src/report/html/markup.ts';
import { readMarkup } from './html-markup.ts';

const ESCAPED: readonly { text: string; expected: string }[] = [
  { text: 'v1.34.10-1-azlinux3', expected: 'v1.34.10-1-azlinux3' },
  { text: `<b class="x" id='y'>&`, expected: '&#60;b class=&#34;x&#34; id=&#39;y&#39;&#62;&#38;' },
  { text: '\u001b[31m\u0000\n\t', expected: '\\u{1b}[31m\\u{0}\\u{a}\\u{9}' },
  { text: '\u202e\u200b\u2028', expected: '\\u{202e}\\u{200b}\\u{2028}' },
  { text: '::error::', expected: '&#58;&#58;error&#58;&#58;' },
  { text: 'a:b', expected: 'a:b' },
  { text: '##[error]', expected: '&#35;&#35;[error]' },
  { text: 'ä漢😀', expected: 'ä漢😀' },
];

test.each(ESCAPED)('$text is escaped', ({ text, expected }) => {
  expect(escapeHtml(text)).toBe(expected);
});

test('a template escapes text and numbers, keeps markup, joins lists and leaves out undefined', () => {
  const inner = html`<b>${'<'}</b>`;

  expect(html`<p class="${'"'}">${1}${inner}${[inner, ['a', undefined]]}${undefined}</p>`.markup).toBe(
    '<p class="&#34;">1<b>&#60;</b><b>&#60;</b>a</p>',
  );
});

/** What the tests' own reader of markup finds fault with. */
const FAULTY: readonly string[] = [
  '<p>',
  '</p>',
  '<p><b></p></b>',
  '<p>a > b</p>',
  '<p>a & b</p>',
  '<p>"</p>',
  '<script></script>',
  '<p onclick="x"></p>',
  '<a href="https://example.com">x</a>',
  '<p class="<">x</p>',
  '<!-- x -->',
  '<P></P>',
];

describe('readMarkup', () => {
  test.each(FAULTY)('finds fault with %s', (markup) => {
    expect(readMarkup(markup).faults).not.toEqual([]);
  });

  test('finds none with good markup', () => {
    const { faults, text, headings } = readMarkup('<h2 id="x">a &#38; b</h2><path d="M0 0"/><a href="#x">c</a>');

    expect(faults).toEqual([]);
    expect(text.split('\n').filter((line) => line !== '')).toEqual(['a & b', 'c']);
    expect(headings).toEqual([2]);
  });
});
