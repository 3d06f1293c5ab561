import { z } from 'zod';

/** Most tests of one template. */
const MOST_TESTS = 10;
/** Most requests of one suite. */
const MOST_REQUESTS = 20;
/** Longest time that a Job may take, in seconds. */
const LONGEST_JOB_SECONDS = 900;

const testName = z
  .string()
  .regex(
    /^[a-z][-a-z0-9]{0,39}$/,
    'must be lower-case letters, digits and hyphens, at most 40',
  );

/**
 * A path with its query, as it is sent: nothing in it leads out of the Service (`..`, `//`, encoded dots and slashes).
 *
 * @public
 */
export const testPathSchema = z
  .string()
  .max(500)
  .regex(/^\/[\w.~!$&'()*+,;=:@%/-]*(\?[\w.~!$&'()*+,;=:@%/?-]+)?$/, {
    message: 'must be a path such as /orders?limit=1',
  })
  .refine(path => !/\/\/|\/\.{1,2}(\/|\?|$)|%2e|%2f|%5c/i.test(path), {
    message: 'must not have "..", "//" or encoded dots and slashes',
  });

/**
 * One request of a suite, and what must come: always a GET, so that asking again changes nothing.
 *
 * @public
 */
export const testRequestSchema = z
  .strictObject({
    path: testPathSchema.optional(),
    /** In place of `path`: the parameter that has it, such as `health.ready`. */
    pathFrom: z.string().min(1).max(200).optional(),
    status: z.number().int().min(100).max(599).default(200),
    /** Text that the answer's first 64 KiB must contain. */
    contains: z.string().min(1).max(500).optional(),
  })
  .refine(
    ({ path, pathFrom }) => (path === undefined) !== (pathFrom === undefined),
    { message: 'takes either path or pathFrom', path: ['path'] },
  );

/**
 * See {@link testRequestSchema}.
 *
 * @public
 */
export type TestRequest = z.infer<typeof testRequestSchema>;

const httpTestSchema = z.strictObject({
  type: z.literal('http'),
  name: testName,
  /** Id of the resource, a Service, that is asked. */
  service: z.string(),
  /** Name of the Service's port. */
  port: z.string().regex(/^[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/),
  requests: z.array(testRequestSchema).min(1).max(MOST_REQUESTS),
});

const jobTestSchema = z
  .strictObject({
    type: z.literal('job'),
    name: testName,
    /** Id of the workload whose first container's image runs the test: what was deployed brings its own tests. */
    imageOf: z.string().optional(),
    /** Another image, with its tag or digest. */
    image: z
      .string()
      .max(500)
      .regex(
        /^[a-z0-9][A-Za-z0-9._/:-]*(:[\w][\w.-]*|@sha256:[0-9a-f]{64})$/,
        'must be an image with its tag or digest',
      )
      .optional(),
    command: z.array(z.string().min(1).max(2_000)).min(1).max(50),
    /** Settings of the test; no secrets. */
    env: z
      .record(z.string().regex(/^[A-Z][A-Z0-9_]{0,62}$/), z.string().max(1_000))
      .default({}),
    /** Id of a Service that the test calls: the test finds it in `BASE_URL`, `TEST_HOST` and `TEST_PORT`. */
    service: z.string().optional(),
    timeoutSeconds: z
      .number()
      .int()
      .min(1)
      .max(LONGEST_JOB_SECONDS)
      .default(120),
    /** What its pod may use, such as `128Mi`. */
    memory: z
      .string()
      .regex(/^[1-9][0-9]{0,4}(Mi|Gi)$/)
      .default('128Mi'),
  })
  .refine(
    ({ image, imageOf }) => (image === undefined) !== (imageOf === undefined),
    { message: 'takes either image or imageOf', path: ['image'] },
  );

/**
 * Tests that run in the target environment after a deploy and before it counts as verified: requests to a Service of the
 * instance, or a Job. In a staged set, the next environment waits for them.
 *
 * @public
 */
export const templateTestsSchema = z
  .array(z.union([httpTestSchema, jobTestSchema]))
  .max(MOST_TESTS)
  .refine(
    tests => new Set(tests.map(({ name }) => name)).size === tests.length,
    { message: 'two tests have the same name' },
  );

/**
 * See {@link templateTestsSchema}.
 *
 * @public
 */
export type TemplateTest = z.infer<typeof templateTestsSchema>[number];
