import { parse } from 'yaml';
import { readCommitBody } from '../domain/commitMessage';
import {
  createWorld,
  planFor,
  planned,
  run,
  stepContext,
  targetOf,
  type World,
} from '../__testUtils__/world';
import { fileWrites, otherEffects } from './configurationPlan';

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

it('writes the version, applies it, and says who, why and what was decided', async () => {
  const world = await createWorld(files);
  const plan = await planned(
    world,
    target,
    edit('instance', ['log', 'level'], 'debug'),
  );
  expect(plan.summary).toContain('log.level: "info" → "debug"');
  await run(world, plan, target);
  expect(await headText(world, 'instances/staging/checkout.yaml')).toBe(
    'retries: 3 # a sale\nlog:\n  level: debug\n',
  );
  const [version] = await world.sources.repository.history({ limit: 1 });
  expect(version.author).toBe('user:default/dana');
  expect(readCommitBody(version.body)).toEqual({
    reason: 'For the sale',
    trailer: {
      changeId: 'chg-1',
      oversight: 'notify',
      key: 'chg-1/1',
      undoes: false,
    },
  });
  const data = parse(
    String(
      // safety: the fake cluster keeps what was applied.
      (world.applied(target)?.data as Record<string, string>)[
        'configuration.yaml'
      ],
    ),
  );
  expect(data).toEqual({ log: { level: 'debug' }, retries: 3 });
  const checks = await world.kind.check(stepContext(world, plan, target));
  expect(checks).toMatchObject([{ id: 'version', status: 'passing' }]);
});

it('shows every other target that shares the file, and applies to none of them', async () => {
  const world = await createWorld(files, {
    running: ['staging/checkout', 'prod/orders'],
  });
  const plan = await planned(
    world,
    target,
    edit('global', ['log', 'level'], 'warn'),
  );
  expect(otherEffects(plan, target)).toEqual([
    'component:default/checkout in dev',
    'component:default/checkout in prod',
    'component:default/orders in dev',
    'component:default/orders in staging',
    'component:default/orders in prod',
  ]);
  await run(world, plan, target);
  expect(world.applied(target)).toBeDefined();
  expect(world.applied(targetOf('orders', 'prod'))).toBeUndefined();
});

it('after a crash between the commit and its record, no second version is written and the rest is applied', async () => {
  const world = await createWorld(files);
  const plan = await planned(world, target, edit('instance', ['retries'], 5));
  const context = stepContext(world, plan, target);
  await world.kind.step(plan, 'commit').act(context);
  const afterCrash = await world.sources.repository.head();
  expect(world.applied(target)).toBeUndefined();
  // The version that the plan was made from still counts: what moved is the run's own effect.
  expect(await world.kind.observeVersion(context, plan)).toBe(plan.baseVersion);
  await run(world, plan, target);
  await world.kind.step(plan, 'commit').act(context);
  expect(await world.sources.repository.head()).toBe(afterCrash);
  expect(world.applied(target)).toBeDefined();
});

it('an edit of other files in between is kept, and nothing is sent back', async () => {
  const world = await createWorld(files);
  const plan = await planned(world, target, edit('instance', ['retries'], 5));
  await world.write({ 'services/orders.yaml': 'retries: 9\n' });
  const context = stepContext(world, plan, target);
  expect(await world.kind.observeVersion(context, plan)).toBe(plan.baseVersion);
  await run(world, plan, target);
  expect(await headText(world, 'services/orders.yaml')).toBe('retries: 9\n');
});

it('an edit of the same file in between sends it back, and is merged when it is planned again', async () => {
  const world = await createWorld(files);
  const input = edit('instance', ['retries'], 5);
  const plan = await planned(world, target, input);
  await world.write({
    'instances/staging/checkout.yaml': 'retries: 3\nlog: { level: warn }\n',
  });
  const context = stepContext(world, plan, target);
  expect(await world.kind.observeVersion(context, plan)).not.toBe(
    plan.baseVersion,
  );
  expect(await world.kind.step(plan, 'commit').act(context)).toMatchObject({
    type: 'refused',
    words: expect.stringContaining('was changed since'),
  });
  const again = await planned(world, target, input);
  expect(fileWrites(again)).toMatchObject([
    { after: 'retries: 5\nlog: { level: warn }\n' },
  ]);
});

it('a whole text made from an older version is refused with who changed it', async () => {
  const world = await createWorld(files);
  await world.write(
    { 'instances/staging/checkout.yaml': 'retries: 7\n' },
    'Bob',
  );
  const words = await planFor(world, target, {
    action: 'edit',
    edits: [{ level: 'instance', text: 'retries: 4\n', base: world.first }],
  });
  expect(words).toMatch(/changed meanwhile by Bob/);
});

it('undone, the old values are the newest version; what was edited after it stays', async () => {
  const world = await createWorld(files);
  const plan = await planned(world, target, edit('instance', ['retries'], 5));
  await run(world, plan, target);
  const context = stepContext(world, plan, target);
  const step = world.kind.step(plan, 'commit');
  expect(await step.undo?.(context)).toEqual({ type: 'acted' });
  expect(await step.observeUndone?.(context)).toMatchObject({
    type: 'present',
  });
  expect(await headText(world, 'instances/staging/checkout.yaml')).toBe(
    files['instances/staging/checkout.yaml'],
  );
  const second = await planned(world, target, edit('instance', ['retries'], 6));
  await run(world, second, target, 'chg-2');
  await world.write({ 'instances/staging/checkout.yaml': 'retries: 8\n' });
  const later = stepContext(world, second, target, 'chg-2');
  expect(await world.kind.step(second, 'commit').undo?.(later)).toMatchObject({
    type: 'refused',
  });
});

it('rolls back to any version of the history, and to nothing else', async () => {
  const world = await createWorld(files);
  const plan = await planned(world, target, edit('instance', ['retries'], 5));
  await run(world, plan, target);
  const back = await planned(world, target, {
    action: 'roll-back',
    to: world.first,
  });
  await run(world, back, target, 'chg-2');
  expect(await headText(world, 'instances/staging/checkout.yaml')).toBe(
    files['instances/staging/checkout.yaml'],
  );
  expect(
    await planFor(world, target, { action: 'roll-back', to: 'f'.repeat(40) }),
  ).toMatch(/No version/);
});

it('adopts what somebody changed in the cluster', async () => {
  const world = await createWorld(files);
  await run(world, await planned(world, target, { action: 'apply' }), target);
  const live = world.applied(target);
  if (live) {
    live.data = {
      // safety: the fake cluster keeps what was applied.
      ...(live.data as object),
      'configuration.yaml': 'log:\n  level: warn\nretries: 3\n',
    };
  }
  const plan = await planned(world, target, { action: 'adopt' });
  expect(fileWrites(plan)).toMatchObject([
    {
      path: 'instances/staging/checkout.yaml',
      after: 'retries: 3 # a sale\nlog:\n  level: warn\n',
    },
  ]);
  await run(world, plan, target, 'chg-2');
  expect(await planFor(world, target, { action: 'adopt' })).toMatch(/Nobody/);
});

it('says that there is nothing to do', async () => {
  const world = await createWorld(files);
  expect(
    await planFor(world, target, edit('instance', ['retries'], 3)),
  ).toMatch(/already/);
});
