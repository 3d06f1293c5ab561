import type {
  ConfigurationOrigin,
  ConfigurationValueView,
} from '@mandate/plugin-mandate-common';
import { fieldAtLevel } from './fieldAtLevel';
import type { FormField } from './formFields';

function origin(level: ConfigurationOrigin['level']): ConfigurationOrigin {
  return {
    level,
    file: `${level}.yaml`,
    line: 1,
    column: 1,
    commit: 'c',
    author: 'Ann',
  };
}

const field: FormField = {
  path: ['retries'],
  title: 'Retries',
  control: { type: 'number', isWhole: true },
};
const value: ConfigurationValueView = {
  path: 'retries',
  state: 'set',
  value: 3,
  origin: origin('instance'),
  overrode: [
    { value: 2, origin: origin('environment') },
    { value: 1, origin: origin('global') },
  ],
};
const values = new Map([['retries', value]]);

it('tells what the level says, what holds without it, and what wins over it', () => {
  expect(fieldAtLevel(field, values, 'instance')).toMatchObject({
    own: { value: 3 },
    above: { value: 2 },
    below: undefined,
  });
  expect(fieldAtLevel(field, values, 'service')).toMatchObject({
    own: undefined,
    above: { value: 2, origin: { file: 'environment.yaml' } },
    below: { value: 3 },
  });
  expect(fieldAtLevel(field, values, 'environment')).toMatchObject({
    own: { value: 2 },
    above: { value: 1 },
    below: { value: 3 },
  });
});

it('what a level takes away has no value, and is that level’s word', () => {
  const removed = new Map([
    ['retries', { ...value, state: 'removed' as const, value: undefined }],
  ]);
  expect(fieldAtLevel(field, removed, 'instance')).toMatchObject({
    own: { value: undefined, origin: { level: 'instance' } },
    above: { value: 2 },
  });
});

it('puts a reference to a secret together, also when levels set its parts', () => {
  const secret: FormField = {
    path: ['password'],
    title: 'Password',
    control: { type: 'secret' },
  };
  const parts = new Map<string, ConfigurationValueView>([
    [
      'password.secretRef.name',
      {
        path: '',
        state: 'set',
        value: 'db',
        origin: origin('global'),
        overrode: [],
      },
    ],
    [
      'password.secretRef.key',
      {
        path: '',
        state: 'set',
        value: 'admin',
        origin: origin('instance'),
        overrode: [{ value: 'password', origin: origin('global') }],
      },
    ],
  ]);
  expect(fieldAtLevel(secret, parts, 'instance')).toMatchObject({
    own: {
      value: { secretRef: { name: 'db', key: 'admin' } },
      origin: { level: 'instance' },
    },
    above: { value: { secretRef: { name: 'db', key: 'password' } } },
  });
});
