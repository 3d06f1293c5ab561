import { mergeLayers } from '../merge/mergeLayers';
import { layers } from '../__testUtils__/layers';
import { compareConfigurations } from './compareConfigurations';
import { explain, explainAll } from './explain';

const configuration = mergeLayers(
  layers(
    'replicas: 1\nlog:\n  level: info\n  format: json\ndebug: true\n',
    'log: { level: warn }\n',
    'replicas: 2\nlog: { level: debug }\ndebug: !remove\n',
  ),
  {},
);

describe('an explanation', () => {
  it('names file, line, commit and author of a value, and what it overrode, the latest first', () => {
    expect(explain(configuration, ['log', 'level'])).toEqual({
      path: 'log.level',
      state: 'set',
      value: 'debug',
      origin: expect.objectContaining({
        level: 'service',
        file: 'service.yaml',
        line: 2,
        commit: 'commit-of-service',
        author: 'author-of-service',
      }),
      overrode: [
        {
          value: 'warn',
          origin: expect.objectContaining({ level: 'environment', line: 1 }),
        },
        {
          value: 'info',
          origin: expect.objectContaining({ level: 'global', line: 3 }),
        },
      ],
    });
  });

  it('says who removed what', () => {
    expect(explain(configuration, ['debug'])).toMatchObject({
      state: 'removed',
      origin: { level: 'service', line: 3 },
      overrode: [{ value: true, origin: { level: 'global' } }],
    });
  });

  it('says that nothing is there', () => {
    expect(explain(configuration, ['log', 'color'])).toEqual({
      path: 'log.color',
      state: 'absent',
    });
    expect(explain(configuration, ['replicas', 'of'])).toMatchObject({
      state: 'absent',
    });
  });

  it('is given for every single value', () => {
    expect(explainAll(configuration).map(({ path }) => path)).toEqual([
      'replicas',
      'log.level',
      'log.format',
      'debug',
    ]);
  });
});

describe('two configurations', () => {
  it('differ in values, not in who set them', () => {
    const other = mergeLayers(
      layers('replicas: 2\nlog: { level: debug }\n', 'color: red\n'),
      {},
    );
    expect(
      compareConfigurations(configuration, other).map(
        ({ path, left, right }) => [path, left.state, right.state],
      ),
    ).toEqual([
      ['log.format', 'set', 'absent'],
      ['color', 'absent', 'set'],
    ]);
    expect(compareConfigurations(other, other)).toEqual([]);
  });
});
