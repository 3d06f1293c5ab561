import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { TemplateCheckView } from '@mandate/plugin-mandate-common';
import { createValidateAction } from './createValidateAction';

const library = resolve(__dirname, '../../../../examples/templates');
const directory = createMockDirectory();

function actionWith(answer: () => Promise<TemplateCheckView>) {
  const checkTemplate = jest.fn(answer);
  const action = createValidateAction({
    api: { checkTemplate },
    auth: mockServices.auth(),
  });
  const run = async (path: string, workspacePath = library) => {
    const context = createMockActionContext({
      input: { path },
      workspacePath,
    });
    const warn = jest.spyOn(context.logger, 'warn');
    await action.handler(context);
    return { context, warn };
  };
  return { checkTemplate, run };
}

const FILE = 'web-service/template.yaml';

it('answers the digest, and says whose kinds the file was checked against', async () => {
  const { run } = actionWith(async () => ({
    digest: 'sha256:1',
    typesOf: 'main',
    problems: [],
  }));
  const { context, warn } = await run(FILE);
  expect(context.output).toHaveBeenCalledWith('digest', 'sha256:1');
  expect(context.output).toHaveBeenCalledWith('typesOf', 'main');
  expect(warn).not.toHaveBeenCalled();
});

it('fails with what only a cluster knows, and its place', async () => {
  const { run } = actionWith(async () => ({
    typesOf: 'main',
    problems: [
      { severity: 'error', line: 7, column: 3, message: 'no such field' },
    ],
  }));
  await expect(run(FILE)).rejects.toThrow(
    `${FILE} is not valid (kinds of main).\n7:3 no such field`,
  );
});

it.each([
  [
    'no cluster answers',
    async () => ({ digest: 'sha256:1', problems: [] }),
    'Kinds and types were not checked: no cluster answered.',
  ],
  [
    'the portal does not',
    async () => {
      throw new Error('Nobody is there.');
    },
    'Kinds and types were not checked: Nobody is there.',
  ],
])('says that types were not checked when %s', async (_, answer, words) => {
  const { context, warn } = await actionWith(answer).run(FILE);
  expect(warn).toHaveBeenCalledWith(words);
  expect(context.output).toHaveBeenCalledWith(
    'digest',
    expect.stringMatching(/^sha256:/),
  );
  expect(context.output).toHaveBeenCalledWith('typesOf', undefined);
});

it('fails with every problem that needs no cluster, and asks none', async () => {
  await writeFile(join(directory.path, 'bad.yaml'), 'kind: Nothing\n');
  const { run, checkTemplate } = actionWith(async () => ({ problems: [] }));
  await expect(run('bad.yaml', directory.path)).rejects.toThrow(/1:\d+ .*kind/);
  expect(checkTemplate).not.toHaveBeenCalled();
});

it('reads nothing outside the workspace', async () => {
  const { run } = actionWith(async () => ({ problems: [] }));
  await expect(run('../other.yaml', directory.path)).rejects.toThrow();
});
