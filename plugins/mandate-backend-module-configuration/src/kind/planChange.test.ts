import { execFileSync } from 'node:child_process';
import {
  createWorld,
  planFor,
  planned,
  run,
  stepContext,
  targetOf,
  type World,
} from '../__testUtils__/world';

// git runs as a process of its own, dozens of times a test; a busy machine takes its time.
jest.setTimeout(60_000);

const target = targetOf('checkout', 'staging');
const files = {
  'global.yaml': '# everybody\nlog: { level: info }\nretries: 2\n',
  'instances/staging/checkout.yaml': 'retries: 3 # a sale\n',
};
const edit = (
  level: string,
  path: readonly string[],
  value: unknown,
): unknown => ({
  action: 'edit',
  edits: [{ level, set: [{ path, value }] }],
});

async function headText(world: World, path: string) {
  const head = await world.sources.repository.head();
  return head && world.sources.repository.read(head, path);
}

/** Another history with the given files alone; what was before is gone from the disk. */
async function rewriteHistory(
  world: World,
  contents: Readonly<Record<string, string>>,
): Promise<string> {
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['--git-dir', world.directory, ...args]);
  git('update-ref', '-d', 'refs/heads/main');
  const commit = await world.write(contents);
  git('prune', '--expire=now');
  return commit;
}

it.each([
  [
    'a secret',
    ['token'],
    'ghp_0123456789abcdefghijklmnopqrstuvwxyz',
    /looks like/,
  ],
  ['what the schema forbids', ['log', 'level'], 'loud', /log\.level/],
  ['a service that is not there', ['uses'], 'nothing', /no service nothing/],
  ['a service that does not run', ['uses'], 'orders', /no service orders/],
])(
  'refuses %s, with its place and without its value',
  async (_, path, value, words) => {
    const world = await createWorld(files);
    const refusal = await planFor(world, target, edit('instance', path, value));
    expect(refusal).toMatch(words);
    expect(refusal).toMatch(/instances\/staging\/checkout\.yaml:\d+:\d+/);
    expect(refusal).not.toContain('ghp_');
  },
);

describe('limits of mandates', () => {
  const limit = {
    environment: 'staging',
    figure: 'memoryGiB',
    limit: 2,
    mandate: 'Shop in staging',
    hard: true,
  };
  const tooMuch = edit('instance', ['memory'], '3Gi');

  it('refuse with file, line and column before anything is committed', async () => {
    const world = await createWorld(files, { limits: [limit] });
    const words = await planFor(world, target, tooMuch);
    expect(words).toMatch(
      /instances\/staging\/checkout\.yaml:2:9 memory: memoryGiB comes to 3; the mandate Shop in staging limits it to 2/,
    );
    expect(await world.sources.repository.head()).toBe(world.first);
  });

  it('that are not hard leave it to the decision, which sees the figure', async () => {
    const world = await createWorld(files, {
      limits: [{ ...limit, hard: false }],
    });
    const plan = await planned(world, target, tooMuch);
    expect(plan.figures).toMatchObject({
      before: { memoryGiB: 0 },
      after: { memoryGiB: 3 },
    });
  });

  it('that became stricter meanwhile refuse again before it is applied', async () => {
    const limits = [{ ...limit, limit: 4 }];
    const world = await createWorld(files, { limits });
    const plan = await planned(world, target, tooMuch);
    const context = {
      ...stepContext(world, plan, target),
      kind: 'change-configuration',
      dependencies: [],
    };
    expect(await world.kind.preflight(context)).toMatchObject([
      { id: 'configuration-valid', status: 'pass' },
    ]);
    limits[0] = limit;
    expect(await world.kind.preflight(context)).toMatchObject([
      {
        id: 'configuration-valid',
        status: 'fail',
        words: expect.stringContaining('lets nobody exceed'),
      },
    ]);
  });

  it('of another environment that shares the file refuse, too', async () => {
    const world = await createWorld(files, {
      limits: [{ ...limit, environment: 'prod' }],
    });
    expect(
      await planFor(world, target, edit('global', ['memory'], '3Gi')),
    ).toMatch(/checkout in prod global\.yaml:4:9 memory/);
  });
});

it('says that the levels together are more than a ConfigMap takes', async () => {
  const world = await createWorld(files);
  const note = 'lorem ipsum '.repeat(25_000);
  await world.write({ 'global.yaml': `note: ${note}\n` });
  expect(
    await planFor(world, target, edit('instance', ['more'], note)),
  ).toMatch(/a ConfigMap takes 500000/);
});

it('after the history was rewritten, an edit of what is gone is a conflict and nothing is lost', async () => {
  const world = await createWorld(files);
  const plan = await planned(world, target, edit('instance', ['retries'], 5));
  const rewritten = await rewriteHistory(world, {
    'global.yaml': 'retries: 9\n',
  });
  expect(
    await planFor(world, target, {
      action: 'edit',
      edits: [{ level: 'instance', text: 'retries: 4\n', base: world.first }],
    }),
  ).toMatch(/taken away meanwhile/);
  const context = stepContext(world, plan, target);
  expect(await world.kind.step(plan, 'commit').act(context)).toMatchObject({
    type: 'refused',
    words: expect.stringContaining('was changed since'),
  });
  expect(await world.sources.repository.head()).toBe(rewritten);
  expect(
    await planFor(world, target, { action: 'roll-back', to: world.first }),
  ).toMatch(/No version/);
  await run(
    world,
    await planned(world, target, edit('instance', ['retries'], 6)),
    target,
  );
  expect(await headText(world, 'instances/staging/checkout.yaml')).toBe(
    'retries: 6\n',
  );
});
