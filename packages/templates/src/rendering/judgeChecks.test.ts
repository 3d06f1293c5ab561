import { parseTemplate } from '../parseTemplate';
import type { Template } from '../template';
import { configMap, templateText } from '../__testUtils__/document';
import { checkedResources, judgeChecks } from './judgeChecks';

const instance = { name: 'checkout', namespace: 'dev' };

const RESOURCES = `${configMap('settings', 'key: value')}
${configMap('extra', 'key: value', 'includeWhen:\n  - ${schema.spec.extra}')}
- id: shards
  forEach:
    - index: \${["a", "b"]}
  template:
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: \${schema.metadata.name}-\${index}
    data: { key: value }`;

function templateWith(condition: string): Template {
  const result = parseTemplate(
    templateText({
      annotations: `mandate.dev/title: Example
mandate.dev/checks: |
  - name: asked
    condition: ${condition}
    message: Mend the settings.`,
      parameters: 'extra: boolean | default=false\nkey: string | default=value',
      resources: RESOURCES,
    }),
  );
  if (!result.ok) {
    throw new Error(result.problems.map(({ message }) => message).join('\n'));
  }
  return result.template;
}

function judged(
  condition: string,
  live: Parameters<typeof judgeChecks>[0]['live'],
  values: Parameters<typeof judgeChecks>[0]['values'] = {},
) {
  const [judgement] = judgeChecks({
    template: templateWith(condition),
    instance,
    values,
    live,
  });
  return judgement;
}

const settings = (key: string) => ({ metadata: { name: 's' }, data: { key } });
const HOLDS = '${settings.data.key == schema.spec.key}';

describe('a check of live objects', () => {
  it('passes when its condition is true of what the cluster holds', () => {
    expect(judged(HOLDS, { settings: settings('value') })).toEqual({
      name: 'asked',
      final: false,
      outcome: 'pass',
      words: 'What the template asks of settings holds.',
    });
    expect(
      judged(HOLDS, { settings: settings('mine') }, { key: 'mine' }),
    ).toMatchObject({ outcome: 'pass' });
  });

  it('fails when it is false, whatever was rendered, and says what that means', () => {
    expect(judged(HOLDS, { settings: settings('another') })).toEqual({
      name: 'asked',
      final: false,
      outcome: 'fail',
      words:
        'Mend the settings. (${settings.data.key == schema.spec.key} is false.)',
    });
  });

  it.each([
    ['what it reads is not there', HOLDS, {}, /settings is not there/],
    [
      'a field is not there',
      '${settings.status.ready}',
      { settings: settings('value') },
      /cannot be told/,
    ],
    [
      'a collection is not there as a whole',
      '${shards.all(shard, shard.data.key == "value")}',
      { shards: [settings('value')] },
      /shards is not there as a whole/,
    ],
    [
      'it takes too much work',
      '${settings.list.all(a, settings.list.all(b, a + b >= 0))}',
      {
        settings: {
          list: Array.from({ length: 3_000 }, (_, index) => index),
        },
      },
      /cost|work/,
    ],
  ])('is unknown, never true, when %s', (_, condition, live, words) => {
    const judgement = judged(condition, live);
    expect(judgement.outcome).toBe('unknown');
    expect(judgement.words).toMatch(words);
  });

  it('is unknown when the parameters are not allowed', () => {
    expect(
      judged(HOLDS, { settings: settings('value') }, { key: 3 }),
    ).toMatchObject({ outcome: 'unknown' });
  });

  it('is left out with what it reads', () => {
    const condition = '${extra.data.key == "value"}';
    expect(judged(condition, {})).toMatchObject({ outcome: 'left-out' });
    expect(
      judged(condition, { extra: settings('value') }, { extra: true }),
    ).toMatchObject({ outcome: 'pass' });
  });

  it('names the resources whose objects it needs', () => {
    expect(
      checkedResources(
        templateWith('${shards.size() == 2 && settings.data.key != ""}'),
      ),
    ).toEqual(['settings', 'shards']);
  });
});
