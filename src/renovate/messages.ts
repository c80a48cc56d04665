import { z } from 'zod';
import { Request } from './messages/request.ts';
import type { RenovateResult } from './messages/result.ts';

/*
 * The messages between this process and the child process that runs Renovate. The child parses each of them once: the
 * requests that it receives, and the results that it sends, which reduces Renovate's own objects to the fields that are
 * used here. Strings in them come from the repository and from registries, and are not trusted.
 */

/** A message to the child. */
export const RequestMessage = z.discriminatedUnion('kind', [z.object({ kind: z.literal('run'), request: Request })]);
export type RequestMessage = z.infer<typeof RequestMessage>;

/** A message from the child: any number of `progress`, then a `result`, or an `error` if Renovate could not be run. */
export type ResponseMessage =
  | { readonly kind: 'progress'; readonly text: string }
  | { readonly kind: 'result'; readonly result: RenovateResult }
  | { readonly kind: 'error'; readonly message: string };

export { type Branch, type Edit, type Upgrade, WAITS } from './messages/branch.ts';
export type { BaseBranch, Checkout, Unmatched } from './messages/checkout.ts';
export { type Cause, type Dependency, NOT_LOOKED_UP } from './messages/dependency.ts';
export { Inspection, type Mistake } from './messages/inspection.ts';
export type { Request } from './messages/request.ts';
export { type LogLine, RenovateResult } from './messages/result.ts';
export { type Digest, PRESET_NOT_IN_SNAPSHOT, Snapshot, type TagList } from './messages/snapshot.ts';
