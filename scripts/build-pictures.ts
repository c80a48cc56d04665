import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { main } from '../src/cli/main.ts';
import { PLAIN } from '../src/report/terminal.ts';
import { CHECK, put, ROOT } from './generated.ts';

const FOLDER = 'docs/pictures';

/** What is shown: the plan of the bundled example, without a network. */
const PLAN = ['plan', path.join(ROOT, 'examples/manifest'), '--snapshot', path.join(ROOT, 'examples/snapshot.json')];

/** The lines of the terminal that are shown. */
const LINES = 38;
const WIDTH = 118;

/**
 * Writes the pictures of the README, of real runs, or checks them: the terminal as SVG; the page by Chromium as PNG, and
 * the digest of what that was made from, by which it is checked.
 */
async function build(): Promise<void> {
  put(`${FOLDER}/terminal.svg`, svg((await run([])).split('\n').slice(0, LINES)));
  const page = await run(['--format', 'html']);
  const digest = `${createHash('sha256').update(page).digest('hex')}\n`;
  const isStale = put(`${FOLDER}/plan.png.sha256`, digest);
  const picture = path.join(ROOT, FOLDER, 'plan.png');
  if (!CHECK && (isStale || !existsSync(picture))) screenshot(page, picture);
}

async function run(args: readonly string[]): Promise<string> {
  let out = '';
  const exitCode = await main([...PLAN, ...args], {
    terminal: { ...PLAIN, width: WIDTH },
    out: (text) => {
      out += text;
    },
    err: (text) => process.stderr.write(text),
    progress: () => {},
  });
  if (exitCode !== 0) throw new Error(`plan ends with exit code ${exitCode}`);
  // A new Renovate alone is no new picture.
  return out.replaceAll(ROOT, '').replace(/\b44\.\d+\.\d+\b/g, '44');
}

function svg(lines: readonly string[]): string {
  const [line, char, pad] = [18, 7.8, 16];
  const [width, height] = [Math.ceil(WIDTH * char) + 2 * pad, (lines.length + 1) * line + 2 * pad];
  const rows = ['$ aks-sysext-renovate plan', ...lines].map((text, index) => {
    const color = text.startsWith('+')
      ? '#7ee787'
      : text.startsWith('-')
        ? '#ff7b72'
        : text.startsWith('@@')
          ? '#79c0ff'
          : '#e6edf3';
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    return `<text x="${pad}" y="${pad + (index + 1) * line - 5}" fill="${color}" xml:space="preserve">${escaped}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="13">`,
    '<title>The plan of the bundled example in a terminal</title>',
    `<rect width="100%" height="100%" rx="8" fill="#0d1117"/>`,
    ...rows,
    '</svg>\n',
  ].join('\n');
}

function screenshot(page: string, target: string): void {
  const dir = mkdtempSync(path.join(tmpdir(), 'pictures-'));
  try {
    const file = path.join(dir, 'plan.html');
    writeFileSync(file, page);
    const options = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      '--force-device-scale-factor=1',
      '--window-size=1200,1000',
    ];
    execFileSync(
      'chromium',
      [...options, `--user-data-dir=${dir}`, `--screenshot=${target}`, pathToFileURL(file).href],
      { stdio: 'ignore' },
    );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

await build();
