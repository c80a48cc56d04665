import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readExample, readExamples, runBot, runExample } from './example.ts';

describe.each(readExamples())('examples/$name', (example) => {
  test('its command prints what the README shows, and what is expected', async () => {
    const printed = await runExample(example);
    expect(printed).toMatch(asPattern(example.shown));
    expect(printed).toBe(readFileSync(example.expected, 'utf8'));
  });

  test('its README shows one command', () => {
    expect(example.readme.match(/^```sh$/gm)).toHaveLength(1);
  });
});

/** Text that begins as a README shows it: a line of three dots stands for any lines. */
function asPattern(shown: string): RegExp {
  const parts = shown.split(/^\.\.\.\n/m).map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('(?:.*\n)*?')}`);
}

test('examples/self-hosted: without the module, the rollback is the one that the README warns of', async () => {
  const { folder, command, readme, shown } = readExample('self-hosted');
  const without = await runBot(folder, command.replace('--import aks-sysext-renovate/register', ''));
  const rolledBackTo = /^kubectl-sysext: rollback .* -> (.*)$/m.exec(without)?.[1] ?? '';
  expect(rolledBackTo).not.toBe('');
  expect(shown).not.toContain(rolledBackTo);
  expect(readme).toContain(`rolls kubectl back to\n\`${rolledBackTo}\``);
});
