import RE2 from 're2';
import { publishedPatterns } from './patterns.ts';
import { recordProof, secondsSince } from './proof.ts';

/*
 * How the time of every published pattern grows with the length of hostile text, on the engine that runs it. Run by
 * `npm run proof`, and not among the tests: those assert no time.
 */

/** Pieces that make a pattern begin a match again and again, or leave it many ways to go on. */
const PIECES = [
  ...['a', '1', '-', '.', '/', ' ', '"', '\\', '{', '}', '\n', '\u00e9', '👍'],
  ...['v1.', '1.1.', 'v1.34.1-1-a', '-a', '.a', '_a', 'a-sysext', '-sysext/', '/-sysext', 'a.b/'],
  ...[
    '{"a":"b",',
    '{"renovateTag":"',
    '"renovateTag":"registry=https://a/',
    ', name=a',
    '"latestVersion":"v1.1.1-1-a',
    '\\"',
  ],
  ...['# renovate: sysext=', '# renovate: sysext=a/b-sysext\n', 'sysext=a/', '-1-azlinux3', '.+-', '-x86-64'],
];

/** What stands in front of them, so that a pattern gets so far. */
const STARTS = [
  '',
  'v1.34.',
  '{"renovateTag":"OCI_registry=https://a, name=',
  '{"renovateTag":"registry=https://a, name=b-sysext","latestVersion":"',
  '# renovate: sysext=a/b-sysext\n',
];
const HOSTILE = STARTS.flatMap((start) => PIECES.map((piece) => ({ start, piece })));

const LENGTHS = [1000, 10_000, 100_000] as const;

/** Grown a hundredfold, a text may cost so many times as much for each character, noise and caches included. */
const LIMIT = 5;

/** Nanoseconds a character, below which two costs are the same. */
const FLOOR = 20;

interface Growth {
  readonly where: string;
  readonly start: string;
  readonly piece: string;
  /** Nanoseconds for each character, by length. */
  readonly costs: readonly number[];
}

/** The worst of a pattern's growths. */
function measure(pattern: RegExp, where: string): Growth {
  const growths = HOSTILE.map(({ start, piece }): Growth => {
    const costs = LENGTHS.map((length) => cost(pattern, start + piece.repeat(Math.ceil(length / piece.length))));
    return { where, start, piece, costs };
  });
  return growths.reduce((worst, one) => (ratio(one) > ratio(worst) ? one : worst));
}

function cost(pattern: RegExp, text: string): number {
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now();
    for (const _ of text.matchAll(pattern)) void _;
    return performance.now() - start;
  });
  return (Math.min(...times) * 1e6) / text.length;
}

/** Of two costs, each is taken for {@link FLOOR} at least: below, noise is all there is. */
function ratio({ costs: [short = 0, , long = 0] }: Growth): number {
  return Math.max(long, FLOOR) / Math.max(short, FLOOR);
}

function main(): void {
  const start = performance.now();
  const patterns = publishedPatterns();
  const growths = patterns.map(({ engine, source, where }) =>
    measure(engine === 'RE2' ? new RE2(source, 'g') : new RegExp(source, 'g'), `${engine} ${where}`),
  );
  const worst = growths.toSorted((a, b) => ratio(b) - ratio(a));
  for (const growth of worst.slice(0, 10)) {
    const costs = growth.costs.map((one) => one.toFixed(1)).join(', ');
    process.stdout.write(
      `${ratio(growth).toFixed(1)}x (${costs} ns) ${JSON.stringify(growth.start)} ${JSON.stringify(growth.piece)} ${growth.where}\n`,
    );
  }
  const [first] = worst;
  if (first === undefined || ratio(first) > LIMIT) {
    process.stderr.write(`the time of a pattern grows more than its text: see above\n`);
    process.exitCode = 1;
    return;
  }
  recordProof({
    name: 'linear',
    law: 'no published pattern takes more than linear time on hostile text, on the engine that runs it',
    cases: patterns.length * HOSTILE.length * LENGTHS.length,
    seed: 0,
    seconds: secondsSince(start),
    figures: {
      'longest text, characters': LENGTHS[2],
      'worst growth of time a character': `${ratio(first).toFixed(1)}x`,
    },
  });
}

main();
