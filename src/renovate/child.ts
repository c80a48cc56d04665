import path from 'node:path';
import { editBranch } from './edits.ts';
import { type Config, importInternal, renovateVersion } from './internals.ts';
import { causes, watchLookups } from './log.ts';
import { servePresets } from './presets.ts';
import { Answer, type LogLine, Request } from './protocol.ts';

/*
 * A process of its own in which Renovate runs, in the repository's folder: it keeps global state,
 * writes to stdout, and is under another licence. It does what `renovate --platform=local` does,
 * and tells which branches come of it, which that command keeps to itself.
 */

async function run({ renovateRoot, presetRoot, scratch }: Request): Promise<Answer> {
  const log: LogLine[] = [];
  const logger = await importInternal(renovateRoot, 'logger/index.js');
  await logger.init();
  logger.addStream({ name: 'causes', level: 'debug', type: 'raw', stream: causes(log) });
  (await importInternal(renovateRoot, 'proxy.js')).bootstrap();
  servePresets((await importInternal(renovateRoot, 'config/presets/index.js')).presetSources, presetRoot);
  watchLookups(await importInternal(renovateRoot, 'modules/datasource/custom/index.js'), log);
  const { regexEngineStatus } = await importInternal(renovateRoot, 'util/regex.js');
  const outcome = await plan(renovateRoot, scratch).catch((error: unknown) => ({ failure: toFailure(error) }));
  return Answer.parse({
    version: renovateVersion(renovateRoot),
    re2: regexEngineStatus.type === 'available',
    files: [],
    packageFiles: [],
    branches: [],
    log,
    ...outcome,
  });
}

/** Extraction, lookup, branches and their edits, step by step as in Renovate's own `start` and `renovateRepository`. */
async function plan(root: string, scratch: string) {
  const { GlobalConfig } = await importInternal(root, 'config/global.js');
  const { applySecretsAndVariablesToConfig } = await importInternal(root, 'config/secrets.js');
  const { globalFinalize, globalInitialize } = await importInternal(root, 'workers/global/initialize.js');
  const { getRepositoryConfig } = await importInternal(root, 'workers/global/index.js');
  const { initRepo } = await importInternal(root, 'workers/repository/init/index.js');
  const { extractDependencies } = await importInternal(root, 'workers/repository/process/index.js');
  const { parseConfigs } = await importInternal(root, 'workers/global/config/parse/index.js');
  const { getPrNotes } = await importInternal(root, 'workers/repository/update/pr/body/notes.js');
  const { scm } = await importInternal(root, 'modules/platform/scm.js');

  const parsed = await parseConfigs(process.env, [process.execPath, 'renovate', '--platform=local']);
  GlobalConfig.set(parsed);
  const global = await globalInitialize(parsed);
  try {
    GlobalConfig.set(global);
    const repository = await getRepositoryConfig(global, 'local');
    const config = await initRepo(
      GlobalConfig.set(
        applySecretsAndVariablesToConfig({ config: repository, deleteVariables: false, deleteSecrets: false }),
      ),
    );
    const { branches, packageFiles } = await extractDependencies(config);
    const files = (await scm.getFileList()).filter((file) => file !== '');
    const edited: Config[] = [];
    for (const [index, branch] of branches.entries()) {
      edited.push({
        ...branch,
        notes: getPrNotes(branch).trim(),
        ...(await editBranch(root, branch, process.cwd(), path.join(scratch, `edit-${index}`))),
      });
    }
    return { files, branches: edited, packageFiles: flatten(packageFiles) };
  } finally {
    await globalFinalize(global);
  }
}

function flatten(packageFiles: Record<string, unknown[]>): unknown[] {
  return Object.entries(packageFiles).flatMap(([manager, files]) =>
    files.map((file) => ({ ...(file as Config), manager })),
  );
}

/** Renovate throws some of its errors with a code for a message, and the words beside it. */
function toFailure(error: unknown): Answer['failure'] {
  const { message, validationError, validationMessage, err, packageName } = error as {
    message?: string;
    validationError?: string;
    validationMessage?: string;
    err?: { message?: string };
    packageName?: string;
  };
  const words = [message, validationError, validationMessage, err?.message].filter((word) => word !== undefined);
  return { message: words.join(': '), ...(packageName === undefined ? {} : { packageName }) };
}

process.once('message', (message) => {
  run(Request.parse(message))
    .then((answer) => ({ answer }))
    .catch((error: Error) => ({ error: error.message }))
    .then((result) => process.send?.(result, () => process.disconnect()));
});
