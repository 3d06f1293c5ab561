import { symlink } from 'node:fs/promises';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { parse } from 'yaml';
import { readPackageFolder } from './readPackageFolder';

describe('readPackageFolder', () => {
  const folder = createMockDirectory();
  beforeEach(() => folder.clear());

  it('reads all files of a chart', async () => {
    folder.setContent({
      'Chart.yaml': 'name: a',
      templates: { 'a.yaml': 'kind: A' },
      '.helmignore': '*.md',
    });
    const read = await readPackageFolder(folder.path, 'greeter');
    expect(read?.ok && parse(read.text)).toEqual({
      apiVersion: 'mandate.dev/v1alpha1',
      kind: 'TemplatePackage',
      metadata: { name: 'greeter' },
      spec: {
        format: 'helm',
        files: {
          '.helmignore': '*.md',
          'Chart.yaml': 'name: a',
          'templates/a.yaml': 'kind: A',
        },
      },
    });
  });

  it('tells a base by its kustomization, and other folders are none', async () => {
    await expect(
      readPackageFolder(folder.path, 'greeter'),
    ).resolves.toBeUndefined();
    folder.setContent({ 'kustomization.yaml': 'resources: []' });
    await expect(
      readPackageFolder(folder.path, 'greeter'),
    ).resolves.toMatchObject({
      ok: true,
      text: expect.stringContaining('format: kustomize'),
    });
    await expect(
      readPackageFolder(folder.resolve('nowhere'), 'greeter'),
    ).resolves.toBeUndefined();
  });

  it('follows no link, which could lead to what nobody approved', async () => {
    folder.setContent({ 'Chart.yaml': 'name: a' });
    await symlink('/etc/passwd', folder.resolve('values.yaml'));
    await expect(readPackageFolder(folder.path, 'greeter')).resolves.toEqual({
      ok: false,
      words: expect.stringContaining('values.yaml is neither a file nor'),
    });
  });

  it('refuses what is no text, such as a packed dependency', async () => {
    folder.setContent({
      'Chart.yaml': 'name: a',
      charts: { 'redis-1.0.0.tgz': Buffer.from([0x1f, 0x8b, 0xff, 0xfe]) },
    });
    await expect(readPackageFolder(folder.path, 'greeter')).resolves.toEqual({
      ok: false,
      words: expect.stringContaining(
        'charts/redis-1.0.0.tgz is no text. Unpack archives',
      ),
    });
  });

  it.each([
    ['a large file', { 'big.txt': 'x'.repeat(2 * 1024 * 1024 + 1) }],
    [
      'many files',
      Object.fromEntries(
        Array.from({ length: 501 }, (_, index) => [`f${index}`, '']),
      ),
    ],
  ])('refuses %s', async (_, files) => {
    folder.setContent({ 'Chart.yaml': 'name: a', ...files });
    await expect(
      readPackageFolder(folder.path, 'greeter'),
    ).resolves.toMatchObject({ ok: false });
  });
});
