import processes from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

/** Unit tests start no process: they are fast, and say where the error is. */
for (const name of ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'] as const) {
  Object.assign(processes, {
    [name]: () => {
      throw new Error(`a unit test starts a process: ${name}`);
    },
  });
}
syncBuiltinESMExports();
