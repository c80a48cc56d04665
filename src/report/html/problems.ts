import type { Plan, Problem } from '../../plan/schema.ts';
import { bySeverity, placeOf } from '../facts.ts';
import { fold } from './fold.ts';
import { type Html, html } from './markup.ts';

const PROBLEMS = { visible: 10, most: 500 };

/** The section with the problems, errors first; nothing if there is none. */
export function problemsSection({ problems }: Plan): Html | undefined {
  if (problems.length === 0) return undefined;
  const whole = problems.every(({ severity }) => severity === 'warning');
  return html`<section id="problems"><h2>Problems</h2>
${whole ? undefined : html`<p class="lead"><strong>This plan is not whole.</strong> What could not be looked up is missing from it.</p>`}
${fold(bySeverity(problems), PROBLEMS, 'problem', (part) => html`<ul class="problems">${part.map(item)}</ul>`)}</section>\n`;
}

function item(problem: Problem): Html {
  const { severity, code, message, package: name } = problem;
  const places = [placeOf(problem), name].flatMap((place) => (place === null ? [] : html`<code>${place}</code>`));
  return html`<li class="${severity}"><strong class="chip ${severity === 'error' ? 'bad' : 'warn'}">${severity}</strong>
<div><p>${message}</p><p class="soft"><code>${code}</code>${places.map((place) => html` · ${place}`)}</p></div></li>\n`;
}
