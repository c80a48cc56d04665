import { describe, expect, test } from 'vitest';
import type { Rehearsal, RehearsedImage } from '../../src/host/rehearsal.ts';
import { rehearseMarkdown } from '../../src/report/rehearse-markdown.ts';
import { rehearseNotes, rehearseText } from '../../src/report/rehearse-text.ts';
import { PLAIN } from '../../src/report/terminal.ts';
import { readMarkdown } from './markdown-reading.ts';
import { ATTACKS, COMMAND, INVISIBLE } from './sample-plan.ts';

const NOT_DONE = { outcome: 'not-done', reason: 'published is not ok' } as const;

const good: RehearsedImage = {
  name: 'kubelet',
  version: 'v1.34.10-1-azlinux3',
  arch: 'x86-64',
  reference: 'registry.example/kubelet-sysext:v1.34.10-1-azlinux3-x86-64',
  proposed: true,
  files: ['components.json'],
  verdict: 'installs',
  steps: [
    { step: 'published', outcome: 'ok', reason: 'it is there' },
    { step: 'merged', outcome: 'ok', reason: 'by systemd-sysext' },
    { step: 'runs', outcome: 'not-done', reason: 'this machine is arm64' },
  ],
};
const bad: RehearsedImage = {
  ...good,
  version: 'v1.34.9-1-azlinux3',
  proposed: false,
  verdict: 'does-not-install',
  steps: [
    { step: 'published', outcome: 'failed', reason: 'it is not published' },
    { step: 'named', ...NOT_DONE },
    { step: 'pulled', ...NOT_DONE },
  ],
};

/** What the report itself has in bold. */
const OWN = /\*\*(?:(?:INCOMPLETE, 1 problem; )?\d+ (?:proposed|current) images?[\w ,:;]+|would not install)\*\*/g;

const rehearsed = (...images: RehearsedImage[]): Rehearsal => ({ schemaVersion: 1, images, problems: [] });

test('as text: a summary, every image, and every reason once', () => {
  expect(rehearseText(rehearsed(good, { ...good, arch: 'arm64' }, bad), PLAIN)).toBe(
    `2 proposed images: 2 would install; 1 current image: 1 would not install

name     version              arch    by        verdict            not ok
kubelet  v1.34.10-1-azlinux3  x86-64  proposed  would install      runs not done
kubelet  v1.34.10-1-azlinux3  arm64   proposed  would install      runs not done
kubelet  v1.34.9-1-azlinux3   x86-64  current   would not install  published failed; named, pulled not done

Failed
published of kubelet v1.34.9-1-azlinux3 for x86-64: it is not published

Not done
runs of 2 images: this machine is arm64
named, pulled of kubelet v1.34.9-1-azlinux3 for x86-64: published is not ok

Merged and run
merged of 2 images: by systemd-sysext
`,
  );
});

test('what is worth knowing, each once, in text and Markdown', () => {
  const noted = { ...good, notes: ['it is older', 'it has | and \u202e'] };
  const rehearsal = rehearsed(noted, { ...noted, arch: 'arm64', notes: ['it is older'] }, bad);
  expect(rehearseText(rehearsal, PLAIN)).toMatch(
    /\nNotes\n2 images: it is older\nkubelet v1\.34\.10-1-azlinux3 for x86-64: it has \| and \S*202e\S*\n\nMerged/i,
  );
  const [, notes] = rehearseMarkdown(rehearsal).split('### Notes\n');
  expect(notes).toMatch(/2 images \| it is older/);
  expect(rehearseNotes(rehearsal)).not.toContain('it is older');
});

test('notes: problems, what would not install, and what was not done', () => {
  const proposed = { ...bad, proposed: true };
  const unknown = { ...bad, verdict: 'not-known' as const, steps: [{ step: 'published' as const, ...NOT_DONE }] };
  expect(rehearseNotes({ ...rehearsed(good, bad, proposed, unknown), problems: ['a problem'] })).toBe(
    `error: a problem
warning: kubelet v1.34.9-1-azlinux3 for x86-64: would not install: published: it is not published
error: kubelet v1.34.9-1-azlinux3 for x86-64: would not install: published: it is not published
error: kubelet v1.34.9-1-azlinux3 for x86-64: it is not known whether it installs: published: published is not ok
note: not done: runs of kubelet v1.34.10-1-azlinux3 for x86-64: this machine is arm64
`,
  );
});

test('what is not whole says so', () => {
  const rehearsal = { ...rehearsed(), problems: ['a problem'] };
  expect(rehearseText(rehearsal, PLAIN)).toBe('INCOMPLETE, 1 problem\n');
  expect(rehearseMarkdown(rehearsal)).toBe('**INCOMPLETE, 1 problem**\n\n### Problems\n\n- a problem\n');
});

describe.each(ATTACKS)('with %j in every text from outside', (attack) => {
  const hostile: RehearsedImage = {
    ...bad,
    ...{ name: attack, version: attack, reference: attack, files: [attack] },
    steps: [
      { step: 'published', outcome: 'failed', reason: attack },
      { step: 'runs', outcome: 'ok', reason: attack },
    ],
    notes: [attack],
  };
  const rehearsal = { ...rehearsed(hostile), problems: [attack] };

  test('the text is harmless', () => {
    expect(rehearseText(rehearsal, PLAIN).split('\n')).toHaveLength(14);
    expect(rehearseText(rehearsal, PLAIN)).not.toMatch(INVISIBLE);
    expect(rehearseNotes(rehearsal).split('\n')).toHaveLength(3);
    expect(rehearseNotes(rehearsal)).not.toMatch(INVISIBLE);
  });

  test('the Markdown is harmless', () => {
    const markdown = rehearseMarkdown(rehearsal);
    expect(readMarkdown(markdown.replaceAll(OWN, '')).faults).toEqual([]);
    expect(markdown).not.toMatch(INVISIBLE);
    expect(markdown).not.toMatch(COMMAND);
  });
});

test('the Markdown fits into a comment, and counts what it leaves out', () => {
  const many = Array.from({ length: 1000 }, (_, i) => ({ ...bad, version: `${i}${'`|'.repeat(200)}` }));
  const markdown = rehearseMarkdown(rehearsed(...many));
  expect(markdown.length).toBeLessThan(65_000);
  expect(markdown).toMatch(/\*\*Omitted to fit the size limit\*\*: \d+ more lines\.\n$/);
});
