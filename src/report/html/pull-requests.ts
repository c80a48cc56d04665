import type { Plan, PullRequest, Upgrade } from '../../analysis/schema.ts';
import { baseBranchOf, isIncomplete } from '../facts.ts';
import { WAIT_WORDS } from '../words.ts';
import { changedPart } from './changed.ts';
import { diffDetails } from './diff.ts';
import { fold } from './fold.ts';
import { type Content, type Html, html } from './markup.ts';
import { type Column, table } from './table.ts';

const PULL_REQUESTS = { visible: 10, most: 200 };
const UPGRADES = { visible: 15, most: 500 };

/** The section with a card for each pull request. */
export function pullRequestsSection(plan: Plan): Html {
  const { pullRequests } = plan;
  const cards =
    pullRequests.length === 0
      ? html`<p class="card empty">${isIncomplete(plan) ? 'None was found.' : 'Renovate will open none.'}</p>`
      : fold(
          pullRequests,
          PULL_REQUESTS,
          'pull request',
          (part) => html`${part.map((request) => card(request, baseBranchOf(plan, request)))}`,
        );
  return html`<section id="pull-requests"><h2>Pull requests</h2>${cards}</section>\n`;
}

function card(request: PullRequest, baseBranch: string | null): Html {
  const { title, notes, upgrades, diff } = request;
  return html`<article class="card"><h3>${title}</h3>
<dl class="facts">${facts(request, baseBranch)}</dl>
${fold(upgrades, UPGRADES, 'upgrade', (part) => table(COLUMNS, part))}
${notes === '' ? undefined : notesDetails(notes)}
${diff === '' ? html`<p class="rest">No file is changed.</p>` : diffDetails(diff)}</article>\n`;
}

function facts(request: PullRequest, baseBranch: string | null): Content {
  const { branch, group, draft, automerge, waitsFor, labels, reviewers, assignees } = request;
  return [
    fact(
      'Branch',
      html`<code>${branch}</code>${baseBranch === null ? undefined : html` into <code>${baseBranch}</code>`}`,
    ),
    draft ? fact('Opened as', 'a draft') : undefined,
    group === null ? undefined : fact('Group', group),
    fact('Merges', automerge ? html`<strong class="chip warn">by itself</strong>` : 'by hand'),
    waitsFor === null ? undefined : fact('Waits for', WAIT_WORDS[waitsFor]),
    people('Labels', labels),
    people('Reviewers', reviewers),
    people('Assignees', assignees),
  ];
}

function fact(name: string, content: Content): Html {
  return html`<div><dt>${name}</dt><dd>${content}</dd></div>`;
}

function people(name: string, names: readonly string[]): Html | undefined {
  return names.length === 0 ? undefined : fact(name, names.join(', '));
}

/** The notes as they are written: their links would lead wherever a registry or a manifest says. */
function notesDetails(notes: string): Html {
  const lines = notes.trim().split('\n');
  return html`<details><summary>Notes in its text</summary>
<div class="notes">${lines.map((line) => html`<p>${line}</p>`)}</div></details>`;
}

const COLUMNS: readonly Column<Upgrade>[] = [
  { heading: 'Slot', cell: ({ slot, file }) => html`${slot}<span class="under">${file}</span>` },
  { heading: 'From → to', cell: versions },
  { heading: 'Type', cell: ({ updateType }) => html`<span class="chip">${updateType}</span>` },
  { heading: 'Line', cell: ({ minor }) => minor ?? '–' },
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
