import type { Plan } from '../../analysis/schema.ts';
import { count } from '../count.ts';
import { type Facts, headline, isNewer, othersOf, severities } from '../facts.ts';
import { type Content, type Html, html } from './markup.ts';

/** The head of the report: the numbers of the plan, linked to their sections, and its origin. */
export function summaryHeader(plan: Plan, facts: Facts): Html {
  const { renovate, preset, skipped } = plan;
  const others = othersOf(plan);
  const { pullRequests, slots, bumped, errors, warnings } = facts;
  const problems = errors + warnings;
  const severest = errors > 0 ? 'bad' : problems > 0 ? 'warn' : 'good';
  const skippedSlots = new Set(skipped.filter(isNewer).map(({ file, slot }) => JSON.stringify([file, slot]))).size;
  return html`<header><p class="eyebrow">Renovate plan</p><h1>${headline(facts)}</h1>
<ul class="tiles">
${tile('pull-requests', pullRequests, pullRequests === 1 ? 'pull request' : 'pull requests', underPullRequests(facts), 'accent')}
${tile(slots > 0 ? 'timelines' : undefined, html`${bumped}<small> of ${slots}</small>`, 'slots', errors > 0 ? 'found to be bumped' : 'will be bumped', 'accent')}
${tile('skipped', facts.skipped, 'skipped', `newer, in ${count(skippedSlots, 'slot')}`, 'accent')}
${tile(problems > 0 ? 'problems' : undefined, problems, problems === 1 ? 'problem' : 'problems', severities(facts) || 'none found', severest)}
</ul>
<p class="made-with">Renovate <code>${renovate.version}</code> with ${
    renovate.re2 ? 'RE2' : html`<strong class="chip warn">JavaScript RegExp, not RE2</strong>`
  } · presets from <code>${preset.source}</code>${others === '' ? '' : ` · ${others}`}</p></header>\n`;
}

function underPullRequests({ waiting, branches, errors }: Facts): string {
  if (waiting > 0) return `${waiting} not at once`;
  if (branches > 0) return `and ${count(branches, 'branch')} without one`;
  return errors > 0 ? 'found' : 'will be opened';
}

function tile(section: string | undefined, value: Content, name: string, under: string, tone: string): Html {
  const content = html`<b>${value}</b> <span>${name}</span> <small>${under}</small>`;
  return section === undefined
    ? html`<li class="${tone}"><div>${content}</div></li>`
    : html`<li class="${tone}"><a href="#${section}">${content}</a></li>`;
}
