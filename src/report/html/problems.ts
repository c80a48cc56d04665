import { type Diagnostic, sentenceOf } from '../../analysis/diagnostic.ts';
import type { Plan } from '../../analysis/schema.ts';
import { bySeverity, isIncomplete, placesOf } from '../facts.ts';
import { fold } from './fold.ts';
import { type Html, html } from './markup.ts';

const CHIPS = { error: 'bad', warning: 'warn', info: '' } as const;
const PROBLEMS = { visible: 10, most: 500 };

/** The section of the problems, errors first. */
export function problemsSection(plan: Plan): Html | undefined {
  const { diagnostics } = plan;
  if (diagnostics.length === 0) return undefined;
  return html`<section id="problems"><h2>Problems</h2>
${isIncomplete(plan) ? html`<p class="lead"><strong>This plan is incomplete.</strong> Failed lookups are missing from it.</p>` : undefined}
${fold(bySeverity(diagnostics), PROBLEMS, 'problem', (part) => html`<ul class="problems">${part.map(item)}</ul>`)}</section>\n`;
}

function item(problem: Diagnostic): Html {
  const { severity, id } = problem;
  return html`<li class="${severity}"><strong class="chip ${CHIPS[severity]}">${severity}</strong>
<div><p>${sentenceOf(problem)}</p><p class="soft"><code>${id}</code>${placesOf(problem).map((place) => html` · <code>${place}</code>`)}</p></div></li>\n`;
}
