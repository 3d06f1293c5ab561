import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { root } from './places.mjs';

const docs = join(root, 'docs');
const page = readFileSync(join(docs, 'how-rules-are-tested.md'), 'utf8');
const lines = [...page.matchAll(/^- \[[^\]]+\]\(([^)]+)\): (.+)$/gm)].map(
  ([, file, names]) => ({
    file,
    names: [...names.matchAll(/“([^”]+)”/g)].map(([, name]) => name),
  }),
);

describe('the page of how rules are tested', () => {
  test('has every rule once, and for each a test', () => {
    const rules = page
      .split(/^\*\*(\d+)\.\*\*/gm)
      .slice(1)
      .map((part, index) => (index % 2 === 0 ? Number(part) : part));
    assert.deepEqual(
      rules.filter(part => typeof part === 'number'),
      Array.from({ length: 25 }, (_, index) => index + 1),
    );
    for (const text of rules.filter(part => typeof part === 'string')) {
      assert.match(text, /^- \[/m);
    }
  });

  for (const { file, names } of lines) {
    test(`names tests that are in ${file.split('/').pop()}`, () => {
      const path = join(docs, file);
      assert.ok(existsSync(path), `there is no ${file}`);
      const text = readFileSync(path, 'utf8');
      assert.ok(names.length > 0);
      assert.deepEqual(
        names.filter(name => !text.includes(name)),
        [],
      );
    });
  }
});
