import { imageVersion, parseImage, versionStep } from './imageReference';

it.each([
  ['app', { repository: 'app' }, 'latest'],
  ['app:1.2', { repository: 'app', tag: '1.2' }, '1.2'],
  [
    'registry:5000/team/app',
    { repository: 'registry:5000/team/app' },
    'latest',
  ],
  [
    'registry:5000/team/app:1@sha256:0123456789abcdef',
    {
      repository: 'registry:5000/team/app',
      tag: '1',
      digest: 'sha256:0123456789abcdef',
    },
    '1',
  ],
  [
    'app@sha256:0123456789abcdef',
    { repository: 'app', digest: 'sha256:0123456789abcdef' },
    'sha256:0123456789ab',
  ],
])('%s', (image, parsed, version) => {
  expect(parseImage(image)).toEqual(parsed);
  expect(imageVersion(image)).toBe(version);
});

it.each([
  [undefined, '1.0.0', 'first'],
  ['1.0.0', '1.0.0', 'none'],
  ['1.0.0', '1.0.1', 'patch'],
  ['1.0.9', '1.1.0', 'minor'],
  ['v1.9', 'v2', 'major'],
  ['2.0.0', '1.9.9', 'major'],
  ['24.1.0-slim', '24.2.0-slim', 'minor'],
  ['1.0.0-rc1', '1.0.0', 'unknown'],
  ['main', '1.0.0', 'unknown'],
  ['latest', 'sha256:0123456789ab', 'unknown'],
])('from %s to %s is %s', (from, to, bump) => {
  expect(versionStep(from, to).bump).toBe(bump);
});
