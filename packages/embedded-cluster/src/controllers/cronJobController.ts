import { timestamp } from '../api/newObject';
import { CronJob, Job } from '../model/batch';
import { CRON_JOBS, JOBS } from '../resources/resourceTable';
import { keyOf } from '../resources/ResourceType';
import { Controller, ControllerContext } from './Controller';
import { nextTime, parseSchedule } from './cronSchedule';
import { endOf } from './jobController';
import { findCondition } from './conditions';
import { isControlledBy, keyOfOwner, referenceTo } from './owners';

const NAME = 'cronjob-controller';
const SCHEDULED = 'batch.kubernetes.io/cronjob-scheduled-timestamp';

/** Makes a job at each time of a schedule. Times that passed while nothing ran are made up for by one job. */
export const cronJobController: Controller = {
  name: NAME,
  watches: [
    { type: CRON_JOBS },
    { type: JOBS, concerns: job => keyOfOwner(job, 'CronJob') },
  ],
  reconcile(key, context) {
    const { objects, now } = context;
    const cronJob = objects.find(CRON_JOBS, key);
    const schedule = cronJob && parseSchedule(cronJob.spec.schedule);
    if (!cronJob || !schedule || cronJob.metadata.deletionTimestamp) {
      return undefined;
    }
    const since = new Date(
      cronJob.status?.lastScheduleTime ?? cronJob.metadata.creationTimestamp,
    );
    const { suspend, timeZone } = cronJob.spec;
    const due = lastTime(since, now(), at => nextTime(schedule, at, timeZone));
    if (due && !suspend) {
      run(cronJob, due, context);
    }
    const jobs = objects
      .list(JOBS, key.namespace)
      .filter(job => isControlledBy(job, cronJob));
    removeOld(cronJob, jobs, context);
    writeStatus(cronJob, jobs, suspend ? undefined : due, context);
    const next = nextTime(schedule, now(), timeZone);
    return next && next.getTime() - now().getTime();
  },
};

/** The last scheduled time in a stretch of time. Looks at a day's worth at most. */
function lastTime(
  since: Date,
  until: Date,
  next: (after: Date) => Date | undefined,
): Date | undefined {
  let last: Date | undefined;
  for (
    let tries = 0, at = next(since);
    at && at <= until && tries < 1_440;
    tries++
  ) {
    last = at;
    at = next(at);
  }
  return last;
}

function run(
  cronJob: CronJob,
  due: Date,
  { objects, events }: ControllerContext,
) {
  const { concurrencyPolicy, jobTemplate } = cronJob.spec;
  const { namespace, name } = keyOf(cronJob);
  const active = objects
    .list(JOBS, namespace)
    .filter(job => isControlledBy(job, cronJob) && !endOf(job.status));
  if (concurrencyPolicy === 'Forbid' && active.length > 0) {
    return;
  }
  if (concurrencyPolicy === 'Replace') {
    active.forEach(job =>
      objects.delete(JOBS, keyOf(job), { propagation: 'Background' }),
    );
  }
  const jobName = `${name}-${Math.floor(due.getTime() / 60_000)}`;
  if (objects.find(JOBS, { namespace, name: jobName })) {
    return;
  }
  objects.create(
    JOBS,
    namespace,
    {
      metadata: {
        ...jobTemplate.metadata,
        name: jobName,
        annotations: {
          ...jobTemplate.metadata?.annotations,
          [SCHEDULED]: timestamp(due),
        },
        ownerReferences: [referenceTo(cronJob)],
      },
      spec: jobTemplate.spec,
    },
    { manager: 'kube-controller-manager' },
  );
  events.record(cronJob, {
    type: 'Normal',
    reason: 'SuccessfulCreate',
    message: `Created job ${jobName}`,
    component: NAME,
  });
}

function removeOld(
  { spec }: CronJob,
  jobs: readonly Job[],
  { objects }: ControllerContext,
): void {
  const hasFailed = (job: Job) =>
    findCondition(job.status?.conditions, 'Failed')?.status === 'True';
  const ended = jobs
    .filter(job => endOf(job.status))
    .sort((a, b) => Number(endOf(b.status)) - Number(endOf(a.status)));
  const surplus = [
    ...ended.filter(hasFailed).slice(spec.failedJobsHistoryLimit ?? 1),
    ...ended
      .filter(job => !hasFailed(job))
      .slice(spec.successfulJobsHistoryLimit ?? 3),
  ];
  for (const job of surplus) {
    objects.delete(JOBS, keyOf(job), { propagation: 'Background' });
  }
}

function writeStatus(
  cronJob: CronJob,
  jobs: readonly Job[],
  due: Date | undefined,
  { objects }: ControllerContext,
): void {
  const successes = jobs
    .flatMap(job => job.status?.completionTime ?? [])
    .sort();
  const active = jobs
    .filter(job => !endOf(job.status))
    .map(({ apiVersion, kind, metadata }) => ({
      apiVersion,
      kind,
      namespace: metadata.namespace ?? '',
      name: metadata.name,
      uid: metadata.uid,
    }));
  objects.update(
    CRON_JOBS,
    keyOf(cronJob),
    draft => {
      const before = draft.status;
      draft.status = {
        active: active.length > 0 ? active : undefined,
        lastScheduleTime: due ? timestamp(due) : before?.lastScheduleTime,
        lastSuccessfulTime:
          successes[successes.length - 1] ?? before?.lastSuccessfulTime,
      };
    },
    { manager: 'kube-controller-manager', subresource: 'status' },
  );
}
