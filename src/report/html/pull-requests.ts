import type { Plan, PullRequest, Upgrade } from '../../analysis/schema.ts';
import { isIncomplete, type RequestFact, requestFacts } from '../facts.ts';
import { changedPart } from './changed.ts';
import { diffDetails } from './diff.ts';
import { fold } from './fold.ts';
import { type Content, type Html, html } from './markup.ts';
import { type Column, table } from './table.ts';

const PULL_REQUESTS = { visible: 10, most: 200 };
const UPGRADES = { visible: 15, most: 500 };

/** The section of the pull requests, a card each. */
export function pullRequestsSection(plan: Plan): Html {
  const { pullRequests } = plan;
  const cards =
    pullRequests.length === 0
      ? html`<p class="card empty">${isIncomplete(plan) ? 'No pull request was found.' : 'Renovate will not open a pull request.'}</p>`
      : fold(
          pullRequests,
          PULL_REQUESTS,
          'pull request',
          (part) => html`${part.map((request) => card(request, requestFacts(plan, request)))}`,
        );
  return html`<section id="pull-requests"><h2>Pull requests</h2>${cards}</section>\n`;
}

function card({ title, notes, upgrades, diff }: PullRequest, facts: readonly RequestFact[]): Html {
  return html`<article class="card"><h3>${title}</h3>
<dl class="facts">${facts.map(factItem)}</dl>
${fold(upgrades, UPGRADES, 'upgrade', (part) => table(COLUMNS, part))}
${notes === '' ? undefined : notesDetails(notes)}
${diff === '' ? html`<p class="rest">No file is changed.</p>` : diffDetails(diff)}</article>\n`;
}

function factItem({ name, values }: RequestFact): Html {
  const text = values.join(', ');
  const isFlag = values.length === 0;
  const content = isFlag
    ? html`<strong class="chip warn">yes</strong>`
    : CODE.has(name)
      ? html`<code>${text}</code>`
      : text;
  return html`<div><dt>${name}</dt><dd>${content}</dd></div>`;
}

const CODE: ReadonlySet<RequestFact['name']> = new Set(['Branch', 'Base branch']);

/** Notes as plain text: a link in them could go anywhere. */
function notesDetails(notes: string): Html {
  const lines = notes.trim().split('\n');
  return html`<details><summary>Notes in the description</summary>
<div class="notes">${lines.map((line) => html`<p>${line}</p>`)}</div></details>`;
}

const COLUMNS: readonly Column<Upgrade>[] = [
  { heading: 'Slot', cell: ({ slot, file }) => html`${slot}<span class="under">${file}</span>` },
  { heading: 'From → to', cell: versions },
  { heading: 'Type', cell: ({ updateType }) => html`<span class="chip">${updateType}</span>` },
  { heading: 'Minor', cell: ({ minor }) => minor ?? '–' },
  { heading: 'Distro', cell: ({ distro }) => distro ?? '–' },
  { heading: 'Artifacts', cell: artifacts },
];

function versions({ from, to }: Upgrade): Html {
  const { head, before, after, tail } = changedPart(from, to);
  return html`<code>${head}<b>${before}</b>${tail}</code> <span class="step"><span class="arrow">→</span> <code class="to">${head}<b>${after}</b>${tail}</code></span>`;
}

function artifacts({ artifacts }: Upgrade): Content {
  if (artifacts.length === 0) return '–';
  const arches = artifacts.map(({ arch }) => arch).join(', ');
  return html`<details class="artifacts"><summary>${arches}</summary><ul>${artifacts.map(
    ({ reference }) => html`<li><code>${reference}</code></li>`,
  )}</ul></details>`;
}
