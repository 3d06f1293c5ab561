import { judgeSecretText } from './secretName';

describe('the name of a Secret', () => {
  it.each([
    ['database-credentials', 'name'],
    ['shop.tls', 'name'],
    ['db1', 'name'],
    ['Not a name', 'no-name'],
    ['-x', 'no-name'],
    ['hunter2Hunter!', 'looks-secret'],
    ['P4ssw0rd', 'looks-secret'],
    ['a1b2c3d4e5f6a7b8c9d0e1f2', 'looks-secret'],
    ['AKIAIOSFODNN7EXAMPLE', 'looks-secret'],
    ['postgres://u:p@host/db', 'looks-secret'],
  ])('%s is judged %s', (text, judgement) =>
    expect(judgeSecretText(text)).toBe(judgement),
  );
});
