import fc from 'fast-check';
import { parseTemplate } from '../parseTemplate';
import { templateText } from '../__testUtils__/document';
import { readLibraryFile } from '../__testUtils__/library';
import { testPathSchema } from './testAnnotations';

function parsed(tests: string) {
  return parseTemplate(
    templateText({
      annotations: `mandate.dev/title: Example\nmandate.dev/tests: '${tests}'`,
    }),
  );
}

/** The library's web service with other tests. */
function webService(tests: string) {
  const text = readLibraryFile('web-service', 'template.yaml');
  const lines = text.split('\n');
  const at = lines.findIndex(line => line.includes('mandate.dev/tests:'));
  const end = lines.findIndex(
    (line, index) => index > at && /^ {4}mandate\.dev/.test(line),
  );
  lines.splice(at, end - at, `    mandate.dev/tests: '${tests}'`);
  return { at: at + 1, result: parseTemplate(lines.join('\n')) };
}

describe('the tests of a template', () => {
  it('are decoded, with what they leave out', () => {
    const { result } = webService(
      '[{ type: http, name: page, service: service, port: http, requests: [{ path: / }] }, { type: job, name: smoke, imageOf: deployment, command: [check], service: service }]',
    );
    expect(result).toMatchObject({
      ok: true,
      template: {
        annotations: {
          tests: [
            { type: 'http', requests: [{ path: '/', status: 200 }] },
            { type: 'job', timeoutSeconds: 120, memory: '128Mi', env: {} },
          ],
        },
      },
    });
  });

  it.each([
    [
      'a Service that does not exist',
      '[{ type: http, name: page, service: other, port: http, requests: [{ path: / }] }]',
      'asks other, which does not exist. It can be service.',
    ],
    [
      'what is no Service',
      '[{ type: http, name: page, service: deployment, port: http, requests: [{ path: / }] }]',
      'which is a Deployment and no Service',
    ],
    [
      'a parameter that does not exist',
      '[{ type: http, name: page, service: service, port: http, requests: [{ pathFrom: health.ready }] }]',
      'There is no parameter health.ready.',
    ],
    [
      'the image of what has none',
      '[{ type: job, name: smoke, imageOf: service, command: [check] }]',
      'takes the image of service, which is a Service',
    ],
  ])('cannot name %s, and the place is told', (_, tests, words) => {
    const { at, result } = webService(tests);
    expect(result).toMatchObject({
      ok: false,
      problems: [
        {
          code: 'invalid-annotation',
          line: at,
          column: expect.any(Number),
          message: expect.stringContaining(words),
        },
      ],
    });
  });

  it.each([
    [
      'no request',
      '[{ type: http, name: a, service: b, port: c, requests: [] }]',
    ],
    [
      'an address in place of a path',
      '[{ type: http, name: a, service: b, port: c, requests: [{ path: "http://169.254.169.254/" }] }]',
    ],
    ['no image', '[{ type: job, name: a, command: [x] }]'],
    [
      'two images',
      '[{ type: job, name: a, command: [x], image: "a.b/c:1", imageOf: d }]',
    ],
    [
      'an image without a tag',
      '[{ type: job, name: a, command: [x], image: "busybox" }]',
    ],
    [
      'hours of time',
      '[{ type: job, name: a, command: [x], imageOf: d, timeoutSeconds: 7200 }]',
    ],
    [
      'one name for two',
      '[{ type: job, name: a, command: [x], imageOf: d }, { type: job, name: a, command: [x], imageOf: d }]',
    ],
  ])('are refused with %s', (_, tests) => {
    expect(parsed(tests)).toMatchObject({
      ok: false,
      problems: [{ code: 'invalid-annotation', line: expect.any(Number) }],
    });
  });
});

it('a path that is accepted stays below the Service, whatever resolves it', () => {
  const piece = fc.constantFrom(
    '/',
    '.',
    '..',
    '%2e',
    '%2F',
    '\\',
    'a',
    '?',
    '#',
    '@',
    ':',
    '%5c',
    ' ',
    '//',
    'x.y',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
      const path = `/${pieces.join('')}`;
      fc.pre(testPathSchema.safeParse(path).success);
      const resolved = new URL(`http://service/proxy${path}`);
      expect(resolved.host).toBe('service');
      expect(resolved.pathname + resolved.search).toBe(`/proxy${path}`);
    }),
  );
});
