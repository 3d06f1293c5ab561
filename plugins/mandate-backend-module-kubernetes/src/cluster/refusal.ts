import { ClusterRefusedError } from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import type { ClusterAnswer } from './clusterAnswer';

const statusSchema = z.object({
  reason: z.string().default('Unknown'),
  message: z.string().default(''),
  details: z
    .object({
      causes: z
        .array(
          z.object({
            reason: z.string().default(''),
            message: z.string().default(''),
            field: z.string().default(''),
          }),
        )
        .default([]),
    })
    .default({ causes: [] }),
});

/** Field managers that own what an apply wanted otherwise. */
export interface ManagerConflict {
  readonly manager: string;
  readonly field: string;
}

/** The refusal of an apply because other managers own the fields. The words name managers and fields. */
export class FieldConflictError extends ClusterRefusedError {
  constructor(
    readonly conflicts: readonly ManagerConflict[],
    options: ConstructorParameters<typeof ClusterRefusedError>[0],
  ) {
    super(options);
    this.name = 'FieldConflictError';
  }
}

/** Turns an answer of 400 and above into the error of the port. */
export function refusal(
  cluster: string,
  answer: ClusterAnswer,
): ClusterRefusedError {
  const parsed = statusSchema.safeParse(answer.body);
  const status = parsed.success
    ? parsed.data
    : statusSchema.parse({ message: `HTTP status ${answer.status}` });
  const options = {
    cluster,
    status: answer.status,
    reason: status.reason,
    message: `Cluster '${cluster}' refused: ${status.message.slice(0, 1_000)}`,
  };
  if (answer.status === 401) {
    return new ClusterRefusedError({
      ...options,
      message: `Cluster '${cluster}' does not accept our credentials. They have expired, were revoked, or are another cluster's: renew the token or certificate that it is configured with.`,
    });
  }
  const conflicts = status.details.causes
    .filter(({ reason }) => reason === 'FieldManagerConflict')
    .map(({ message, field }) => ({
      manager: /^conflict with "([^"]+)"/.exec(message)?.[1] ?? 'unknown',
      field: field.replace(/^\./, ''),
    }));
  return conflicts.length > 0
    ? new FieldConflictError(conflicts, options)
    : new ClusterRefusedError(options);
}
