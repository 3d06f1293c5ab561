import { parseTemplate } from '../parseTemplate';
import { templateText } from '../__testUtils__/document';

function parsed(annotations: string) {
  return parseTemplate(
    templateText({ annotations: `mandate.dev/title: Example\n${annotations}` }),
  );
}

describe('annotations for running a template', () => {
  it('are decoded, and all of them may be left out', () => {
    expect(
      parsed(`mandate.dev/limits: '{ replicas: 3, storageGiB: 10 }'
mandate.dev/upgrade-class: stateful
mandate.dev/backup: '{ method: dump, words: Every night. }'
mandate.dev/pod-security: restricted
mandate.dev/docs: README.md
mandate.dev/deprecated: '{ reason: Old., replacedBy: newer }'`),
    ).toMatchObject({
      ok: true,
      template: {
        annotations: {
          limits: { replicas: 3, storageGiB: 10 },
          upgradeClass: 'stateful',
          backup: { method: 'dump' },
          podSecurity: 'restricted',
          docs: 'README.md',
          deprecated: { replacedBy: 'newer' },
          checks: [],
        },
      },
    });
    expect(parsed('')).toMatchObject({ ok: true });
  });

  it.each([
    ['a limit that does not exist', `mandate.dev/limits: '{ pods: 3 }'`],
    ['an unknown upgrade class', 'mandate.dev/upgrade-class: whenever'],
    ['a backup without words', `mandate.dev/backup: '{ method: none }'`],
    [
      'a check of another form',
      `mandate.dev/checks: '[{ type: tcp, name: answers, service: none, port: http }]'`,
    ],
  ])('refuse %s', (_, annotation) => {
    expect(parsed(annotation)).toMatchObject({
      ok: false,
      problems: [{ code: 'invalid-annotation' }],
    });
  });
});
