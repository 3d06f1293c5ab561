import { z } from 'zod';
import { mandateScopeSchema } from '../mandate/mandateSpec';
import { compileSchedule, scheduleMistake } from './schedule';

const names = z.array(z.string().min(1).max(253)).min(1).max(100).readonly();
const groupRef = z.string().min(1).max(253).toLowerCase();

/** A wall-clock time without zone; the zone is the window's. */
const localTime = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/,
    'Not a local time. Write for example 2026-12-23T18:00, in the time zone of the window.',
  );

const period = z
  .strictObject({
    start: localTime,
    end: localTime,
    repeat: z.string().min(1).max(500).optional(),
  })
  .readonly();

/**
 * The `spec` of an entity of kind `ChangeWindow`: when changes of its scope must not start (`freeze`), or may start
 * only (`window`). Times are wall-clock times of its time zone; `repeat` is an RRULE (RFC 5545, section 3.3.10) that
 * repeats its period from `start` on, by the wall clock, so that 22:00 stays 22:00 when clocks change. Unknown keys are
 * errors.
 *
 * @public
 */
export const changeWindowSpecSchema = z
  .strictObject({
    owner: groupRef,
    type: z.enum(['freeze', 'window']),
    appliesTo: mandateScopeSchema,
    /** Change kinds it is about; every kind when absent. */
    changes: names.optional(),
    /** Change kinds it leaves alone. */
    except: names.optional(),
    timeZone: z.string().min(1).max(100),
    /** Any of them counts. */
    schedule: z.array(period).min(1).max(50).readonly(),
  })
  .readonly()
  .superRefine(({ timeZone, schedule }, context) => {
    schedule.forEach((one, index) => {
      const mistake = scheduleMistake(timeZone, one);
      if (mistake) {
        context.addIssue({
          code: 'custom',
          path:
            mistake.at === 'timeZone'
              ? ['timeZone']
              : ['schedule', index, mistake.at],
          message: mistake.words,
        });
      }
    });
  });

/**
 * A change window's checked content, see {@link changeWindowSpecSchema}.
 *
 * @public
 */
export type ChangeWindowSpec = z.infer<typeof changeWindowSpecSchema>;

/** Compiled schedules by spec: a spec never changes, so an entry never becomes stale. */
const compiled = new WeakMap<
  ChangeWindowSpec,
  ReturnType<typeof compileSchedule>
>();

/** The schedule of a spec, ready to be asked. */
export function scheduleOf(
  spec: ChangeWindowSpec,
): ReturnType<typeof compileSchedule> {
  const known = compiled.get(spec);
  if (known) {
    return known;
  }
  const schedule = compileSchedule(spec);
  compiled.set(spec, schedule);
  return schedule;
}
