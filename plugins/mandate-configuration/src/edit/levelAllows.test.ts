import { levelsThatMaySet } from './levelAllows';

const schemas = {
  global: { properties: { log: true }, additionalProperties: false },
  environment: {
    properties: { database: false, log: { properties: { level: false } } },
  },
  service: {},
  // A pattern may fit; the check of the whole tells.
  instance: { patternProperties: { '^d': {} }, additionalProperties: false },
};

it.each([
  [
    ['log', 'level'],
    ['global', 'service', 'instance'],
  ],
  [
    ['log', 'size'],
    ['global', 'environment', 'service', 'instance'],
  ],
  [
    ['database', 'host'],
    ['service', 'instance'],
  ],
  [['replicas'], ['environment', 'service', 'instance']],
])('tells which levels may set %j', (path, levels) => {
  expect(levelsThatMaySet(path, schemas)).toEqual(levels);
});
