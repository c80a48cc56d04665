import { beforeAll, describe, expect, test } from 'vitest';
import { planned } from './proposals.ts';
import { type Outcome, planAndRun } from './run.ts';
import { SCENARIOS } from './scenarios.ts';

/*
 * Renovate runs for real: it fetches from a forge on this machine, pushes its branches there and opens its
 * pull requests. What is there afterwards is what was planned.
 */

describe.for(SCENARIOS)('$name', (scenario) => {
  let outcome: Outcome;
  let log: string;
  beforeAll(async () => {
    outcome = await planAndRun(scenario);
    log = `the bot's log is ${outcome.logFile}`;
    expect(outcome.unknown, log).toEqual([]);
    expect(outcome.bot, log).toEqual({ exitCode: 0, warnings: scenario.warnings ?? [] });
    expect(outcome.opened, log).not.toEqual([]);
  });

  test('the same branches, titles, reviewers and files, byte for byte', () => {
    expect(outcome.opened, log).toEqual(planned(outcome.plan));
  });

  test('no file comes, goes or changes its mode', () => {
    expect(outcome.otherChanges, log).toEqual([]);
  });

  test("the plan's notes are in the pull requests", () => {
    for (const { branchName, notes } of outcome.plan.branches) {
      const pull = outcome.pulls.find(({ head }) => head === branchName);
      if (pull !== undefined) expect(pull.body, log).toContain(notes);
    }
  });
});
