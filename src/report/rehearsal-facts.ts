import type { Rehearsal, RehearsedImage, RehearsedStep } from '../host/rehearsal.ts';
import { count } from './count.ts';

/** The words for verdicts. */
export const VERDICTS = {
  installs: 'would install',
  'does-not-install': 'would not install',
  'not-known': 'not known',
} as const satisfies Record<RehearsedImage['verdict'], string>;

/** The summary of a rehearsal, in one line without untrusted strings. */
export function rehearsalSummary({ images, problems }: Rehearsal): string {
  const parts = [true, false].flatMap((proposed) => {
    const own = images.filter((image) => image.proposed === proposed);
    if (own.length === 0) return [];
    const verdicts = (['installs', 'does-not-install', 'not-known'] as const).flatMap((verdict) => {
      const n = own.filter((image) => image.verdict === verdict).length;
      if (n === 0) return [];
      return [`${n} ${VERDICTS[verdict]}`];
    });
    return [`${count(own.length, proposed ? 'proposed image' : 'current image')}: ${verdicts.join(', ')}`];
  });
  return [...(problems.length > 0 ? [`INCOMPLETE, ${count(problems.length, 'problem')}`] : []), ...parts].join('; ');
}

/** `kubelet v1.34.10-1-azlinux3 for arm64` */
export function imageName({ name, version, arch }: RehearsedImage): string {
  return `${name} ${version} for ${arch}`;
}

/** The steps of an image that are not ok: `named failed; pulled, image not done`. */
export function notOk({ steps }: RehearsedImage): string {
  const of = (outcome: RehearsedStep['outcome']) =>
    steps.filter((one) => one.outcome === outcome).map(({ step }) => step);
  const parts = [
    ...(of('failed').length > 0 ? [`${of('failed').join(', ')} failed`] : []),
    ...(of('not-done').length > 0 ? [`${of('not-done').join(', ')} not done`] : []),
  ];
  return parts.join('; ');
}

/** Steps with the same outcome for the same reason. */
export interface Alike {
  readonly steps: readonly string[];
  readonly images: readonly RehearsedImage[];
  readonly reason: string;
}

/** The reasons of failures and of steps that were not done, remarks, and the results of merges and runs; each once. */
export function reasonsOf(
  images: readonly RehearsedImage[],
): Record<'failed' | 'notDone' | 'notes' | 'tried', Alike[]> {
  const stepsOf = (isMeant: (step: RehearsedStep) => boolean) =>
    images.flatMap((image) => image.steps.filter(isMeant).map(({ step, reason }) => ({ image, step, reason })));
  return {
    failed: alike(stepsOf(({ outcome }) => outcome === 'failed')),
    notDone: alike(stepsOf(({ outcome }) => outcome === 'not-done')),
    notes: alike(images.flatMap((image) => (image.notes ?? []).map((reason) => ({ image, reason })))),
    tried: alike(stepsOf(({ step, outcome }) => outcome === 'ok' && (step === 'merged' || step === 'runs'))),
  };
}

interface StepReason {
  readonly image: RehearsedImage;
  /** A note is of no step. */
  readonly step?: string;
  readonly reason: string;
}

function alike(all: readonly StepReason[]): Alike[] {
  return [...Map.groupBy(all, ({ reason }) => reason)].map(([reason, group]) => ({
    reason,
    steps: [...new Set(group.flatMap(({ step }) => step ?? []))],
    images: [...new Set(group.map(({ image }) => image))],
  }));
}
