import type {
  AuditorService,
  AuditorServiceEventSeverityLevel,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type { Caller } from '../change/ChangeService';

/** What the audit log says of an operation. */
export interface AuditedOperation {
  readonly eventId: string;
  readonly severityLevel: AuditorServiceEventSeverityLevel;
  readonly caller: Caller;
  readonly meta?: JsonObject;
}

/** Runs an operation and reports who did it and how it ended to Backstage's audit log. */
export async function audited<T>(
  auditor: AuditorService,
  operation: AuditedOperation,
  run: () => Promise<T>,
): Promise<T> {
  const { eventId, severityLevel, caller, meta } = operation;
  const event = await auditor.createEvent({
    eventId,
    severityLevel,
    request: caller.request,
    meta: {
      ...meta,
      actorKind: caller.proposer.kind,
      actor: caller.proposer.ref,
    },
  });
  try {
    const result = await run();
    await event.success();
    return result;
  } catch (error) {
    await event.fail({
      error: error instanceof Error ? error : new Error(String(error)),
    });
    throw error;
  }
}
