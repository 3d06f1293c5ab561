import { createHash } from 'node:crypto';
import { timestamp } from '../api/newObject';
import { ObjectApi } from '../api/ObjectApi';
import { KubernetesObject } from '../model/KubernetesObject';
import { EVENTS } from '../resources/resourceTable';

/** What is to be recorded about an object. */
export interface RecordedFact {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly component: string;
  readonly host?: string;
  /** The part it is about, such as `spec.containers{web}`. */
  readonly fieldPath?: string;
}

const EVENT_LIFETIME_MS = 3_600_000;
const SWEEP_EVERY_MS = 60_000;

/** Records events. The same fact about the same object is one event with a count; events go after an hour. */
export class EventRecorder {
  private sweptMs = 0;

  constructor(private readonly objects: ObjectApi) {}

  record(about: KubernetesObject, fact: RecordedFact): void {
    const now = this.objects.environment.now();
    const namespace = about.metadata.namespace ?? 'default';
    const name = `${about.metadata.name}.${digest([
      about.metadata.uid,
      fact.reason,
      fact.message,
    ])}`;
    const key = { namespace, name };
    const options = { manager: fact.component };
    if (this.objects.find(EVENTS, key)) {
      this.objects.update(
        EVENTS,
        key,
        event => {
          event.count += 1;
          event.lastTimestamp = timestamp(now);
        },
        options,
      );
      return;
    }
    const event = {
      metadata: { name },
      involvedObject: {
        apiVersion: about.apiVersion,
        kind: about.kind,
        ...(about.metadata.namespace && { namespace }),
        name: about.metadata.name,
        uid: about.metadata.uid,
        resourceVersion: about.metadata.resourceVersion,
        ...(fact.fieldPath && { fieldPath: fact.fieldPath }),
      },
      type: fact.type,
      reason: fact.reason,
      message: fact.message,
      count: 1,
      firstTimestamp: timestamp(now),
      lastTimestamp: timestamp(now),
      eventTime: null,
      source: {
        component: fact.component,
        ...(fact.host && { host: fact.host }),
      },
      reportingComponent: fact.component,
      reportingInstance: fact.host ?? '',
    };
    this.objects.create(EVENTS, namespace, event, options);
    if (now.getTime() - this.sweptMs >= SWEEP_EVERY_MS) {
      this.sweptMs = now.getTime();
      this.removeOld(now);
    }
  }

  private removeOld(now: Date): void {
    for (const event of this.objects.list(EVENTS)) {
      const last = event.lastTimestamp ?? event.metadata.creationTimestamp;
      if (now.getTime() - Date.parse(last) > EVENT_LIFETIME_MS) {
        const { namespace = '', name } = event.metadata;
        this.objects.delete(EVENTS, { namespace, name });
      }
    }
  }
}

function digest(parts: string[]): string {
  return createHash('sha256')
    .update(parts.join('\n'))
    .digest('hex')
    .slice(0, 16);
}
