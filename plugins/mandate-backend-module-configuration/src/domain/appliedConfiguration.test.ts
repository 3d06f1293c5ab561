import { configureInput } from './appliedConfiguration';
import { renderConfiguration } from './renderConfiguration';

const schema = {
  type: 'object',
  properties: {
    level: { type: 'string', 'x-env': 'LOG_LEVEL' },
    password: { 'x-secret': true, 'x-env': 'DB_PASSWORD' },
  },
};
const password = { secretRef: { name: 'orders-db', key: 'password' } };

function inputFor(
  value: Parameters<typeof renderConfiguration>[0],
  applied?: Parameters<typeof renderConfiguration>[0],
) {
  return configureInput({
    workload: 'checkout',
    rendered: renderConfiguration(value, schema),
    applied:
      applied === undefined
        ? undefined
        : { text: '', isAsApplied: true, value: applied },
    schema,
  });
}

it('a reference to a secret becomes a variable that the cluster fills in', () => {
  expect(inputFor({ level: 'info', password })).toMatchObject({
    env: {
      set: { LOG_LEVEL: 'info' },
      secrets: { DB_PASSWORD: { name: 'orders-db', key: 'password' } },
      unset: [],
    },
  });
});

it('what is no reference any more takes its variable away', () => {
  expect(
    inputFor({ level: 'info' }, { level: 'info', password }),
  ).toMatchObject({ env: { secrets: {}, unset: ['DB_PASSWORD'] } });
});

it('nothing but a reference ever stands in the place of a secret', () => {
  const { env } = inputFor({
    password: { secretRef: { name: 'orders-db', key: 'k', value: 'hunter2' } },
  });
  expect(env).toBeUndefined();
});
