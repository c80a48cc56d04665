import { describe, expect, test } from 'vitest';
import type { Adoption } from '../../src/adopt/schema.ts';
import { adoptMarkdown } from '../../src/report/adopt-markdown.ts';
import { adoptText } from '../../src/report/adopt-text.ts';
import { PLAIN } from '../../src/report/terminal.ts';
import { readMarkdown } from './markdown-reading.ts';
import { ATTACKS, COMMAND, INVISIBLE, samplePlan } from './sample-plan.ts';

const OWN = /\*\*(?:Other dependencies would be treated differently|Settings for sysexts would be lost)\*\*/g;

function adoption(text: string): Adoption {
  const [request] = samplePlan.pullRequests;
  if (request === undefined) throw new Error('the sample has no pull request');
  const hostile = {
    ...request,
    title: text,
    upgrades: request.upgrades.map((one) => ({ ...one, slot: text, from: text })),
  };
  return {
    schemaVersion: 2,
    file: text,
    diff: `--- a\n+++ b\n@@ -1 +1 @@\n-${text}\n+${text}\n`,
    steps: [{ what: 'narrowed', where: text, why: text }],
    pullRequests: { appear: [hostile], go: [hostile], change: [{ before: request, after: hostile }], stay: 0 },
    others: [text],
    lost: [text],
    diagnostics: [],
  };
}

describe.each(ATTACKS)('with %j in every text from outside', (attack) => {
  test('the text is harmless', () => {
    expect(adoptText(adoption(attack), PLAIN).replaceAll('\t', '')).not.toMatch(INVISIBLE);
  });

  test('the Markdown is harmless', () => {
    const markdown = adoptMarkdown(adoption(attack));
    const faults = readMarkdown(markdown.replace(OWN, '')).faults;
    expect(faults).toEqual([]);
    expect(markdown).not.toMatch(INVISIBLE);
    expect(markdown).not.toMatch(COMMAND);
  });
});
