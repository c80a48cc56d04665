import { formatPath, type Path } from '../../manifest/path.ts';
import { RULE_MARK, type Sources, withoutMarks } from '../child/sources.ts';
import type { Config, Internals } from '../internals.ts';
import type { Inspection } from '../messages.ts';

/** A JSON path as validation writes it: `packageRules[0].matchPackageNames`. */
const WRITTEN_PATH = /[a-zA-Z]+\[\d+\](?:\.[a-zA-Z]+(?:\[\d+\])?)*/;

/** Messages of validation about strings that Renovate cannot use. */
const MISTAKE = /^(?:Failed to parse regex|Invalid reg[eE]xp|Invalid JSONata|Invalid template)|Invalid regExp/;

const COMBINED = /packageRules cannot combine both (\w+) and (\w+)/;

/** The errors and warnings of Renovate's own validation, with JSON paths in the file. */
export async function refusals(internals: Internals, { sources, places }: Sources): Promise<Inspection['refusals']> {
  const own = sources.at(-1);
  if (own === undefined) return [];
  const config = internals['config/massage.js'].massageConfig(own.config);
  const toRefusal = (stops: boolean) => {
    return ({ message }: { message: string }) => {
      const [, selector, option] = COMBINED.exec(message) ?? [];
      return {
        ...placed(message.replace(/\.? Rule: \{.*$/s, ''), config, places),
        stops,
        isMistake: MISTAKE.test(message),
        ...(selector === undefined || option === undefined ? {} : { combines: [selector, option] as [string, string] }),
      };
    };
  };
  try {
    const { errors, warnings } = await internals['config/validation.js'].validateConfig('repo', withoutMarks(config));
    return [...errors.map(toRefusal(true)), ...warnings.map(toRefusal(false))];
  } catch {
    // A rule extends a preset that cannot be fetched, for which there is another finding.
    return [];
  }
}

/** Maps the path in a message to the file: validation sees the rules that migration and massage have moved. */
function placed(message: string, config: Config, places: readonly Path[]) {
  const written = WRITTEN_PATH.exec(message)?.[0];
  const option = /configuration option: ([a-zA-Z]+)/.exec(message)?.[1];
  if (written === undefined) return { message, path: option === undefined ? [] : [option] };
  const [key = '', index = 0, ...rest] = (written.match(/[a-zA-Z]+|\d+/g) ?? []).map((step) =>
    /^\d/.test(step) ? Number(step) : step,
  );
  const rule = key === 'packageRules' ? (config['packageRules'] as Config[])[Number(index)] : undefined;
  const path = [...(places[Number(rule?.[RULE_MARK])] ?? [key, index]), ...rest];
  return { message: message.replace(written, formatPath(path)), path };
}
