import { chmod, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { ProgramRenderer } from './ProgramRenderer';
import { runProgram } from './runProgram';

const request = {
  format: 'helm' as const,
  files: { 'Chart.yaml': 'name: a' },
  instance: { name: 'checkout', namespace: 'shop' },
  values: {},
};
const CONFIG_MAP = '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }';

describe('the program that renders', () => {
  const folder = createMockDirectory();
  beforeEach(() => folder.clear());

  /** A program of a few lines of shell, in place of helm. */
  async function program(script: string): Promise<string> {
    folder.setContent({ helm: `#!/bin/sh\n${script}\n` });
    await chmod(folder.resolve('helm'), 0o755);
    return folder.resolve('helm');
  }

  async function render(script: string) {
    const helm = await program(script);
    return new ProgramRenderer({ helm, kustomize: 'kubectl' }).render(request);
  }

  it('renders the documents that it writes, lists taken apart', async () => {
    await expect(
      render(`echo '---'; echo '${CONFIG_MAP}'; echo '---'; echo '# nothing'
echo '---'; echo '{ kind: List, items: [{ kind: A }, { kind: B }] }'`),
    ).resolves.toMatchObject({
      ok: true,
      objects: [{ kind: 'ConfigMap' }, { kind: 'A' }, { kind: 'B' }],
    });
  });

  it('has nothing of the portal’s environment, no home of anybody, no program to start, and no network', async () => {
    process.env.MANDATE_TEST_SECRET = 'hidden';
    try {
      await expect(
        render(
          `echo "{ secret: '$MANDATE_TEST_SECRET', path: '$PATH', proxy: '$HTTPS_PROXY', home: '\${HOME##*/mandate-template-??????}', plugins: '\${HELM_PLUGINS##*/}' }"`,
        ),
      ).resolves.toEqual({
        ok: true,
        objects: [
          {
            secret: '',
            path: '',
            proxy: 'http://127.0.0.1:1',
            home: '',
            plugins: 'no-plugins',
          },
        ],
      });
    } finally {
      delete process.env.MANDATE_TEST_SECRET;
    }
  });

  it('says what the program complains about, without the folder that it ran in', async () => {
    const result = await render('echo "bad chart in $HOME/chart" >&2; exit 1');
    expect(result).toEqual({
      ok: false,
      message: 'helm refuses it: bad chart in /chart',
    });
  });

  it('refuses what differs each time, and renders what was steady once only once', async () => {
    const count = folder.resolve('count.txt');
    const counting = `echo x >> ${count}`;
    await expect(
      render(`echo "{ kind: ConfigMap, id: $$ }"`),
    ).resolves.toMatchObject({
      ok: false,
      message: expect.stringContaining('something else each time'),
    });
    const helm = await program(`${counting}; echo '${CONFIG_MAP}'`);
    const renderer = new ProgramRenderer({ helm, kustomize: 'kubectl' });
    await renderer.render(request);
    await renderer.render(request);
    await renderer.render({ ...request, values: { a: 1 } });
    expect(folder.content()).toMatchObject({ 'count.txt': 'x\nx\nx\n' });
  });

  it.each([
    ['no YAML', 'echo "a: ["', /no YAML/],
    ['aliases', 'echo "{ a: &a 1, b: *a }"', /aliases/],
    ['too much', 'while :; do echo 0123456789; done', /more than \d+ bytes/],
  ])('refuses %s', async (_, script, words) => {
    const result = await render(script);
    expect(result).toMatchObject({
      ok: false,
      message: expect.stringMatching(words),
    });
  });

  it('says in words which program is missing, and looks again when it is there', async () => {
    const helm = folder.resolve('helm');
    const renderer = new ProgramRenderer({ helm, kustomize: 'kubectl' });
    const words = expect.stringMatching(
      /Helm charts need the program .* not there. Install it/,
    );
    await expect(renderer.trouble('helm')).resolves.toEqual(words);
    await expect(renderer.render(request)).resolves.toEqual({
      ok: false,
      message: words,
    });
    await program(`echo '${CONFIG_MAP}'`);
    await expect(renderer.trouble('helm')).resolves.toBeUndefined();
    await expect(renderer.render(request)).resolves.toMatchObject({ ok: true });
  });

  it('leaves nothing behind', async () => {
    const { TMPDIR } = process.env;
    process.env.TMPDIR = folder.path;
    try {
      await render('echo "a: b" > file; exit 1');
    } finally {
      process.env.TMPDIR = TMPDIR ?? tmpdir();
    }
    expect(await readdir(folder.path)).toEqual(['helm']);
  });
});

describe('runProgram', () => {
  it('ends a program that takes too long, with all that it started', async () => {
    const started = Date.now();
    await expect(
      runProgram({
        program: '/bin/sh',
        arguments: ['-c', '/bin/sleep 60 & /bin/sleep 60'],
        directory: '/',
        environment: {},
        timeoutMs: 200,
      }),
    ).resolves.toEqual({ ok: false, words: 'It took longer than 0.2 s.' });
    expect(Date.now() - started).toBeLessThan(50_000);
  });

  it('says when it cannot be run', async () => {
    await expect(
      runProgram({
        program: '/nowhere/helm',
        arguments: [],
        directory: '/',
        environment: {},
      }),
    ).resolves.toMatchObject({
      ok: false,
      words: expect.stringContaining('cannot be run'),
    });
  });
});
