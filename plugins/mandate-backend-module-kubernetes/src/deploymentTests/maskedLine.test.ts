import fc from 'fast-check';
import { maskedLine } from './maskedLine';

it.each([
  [
    'connecting to postgres://shop:hunter2@db/shop',
    'connecting to postgres://***@db/shop',
  ],
  ['DB_PASSWORD=hunter2 ok', 'DB_PASSWORD=*** ok'],
  ['{"apiKey": "hunter2"}', '{"apiKey": ***}'],
  ['Authorization: Bearer hunter2', 'Authorization: ***'],
  [
    'token is eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9eyJzdWIiOiIxMjM0',
    'token is ***',
  ],
  ['3 of 3 orders are answered', '3 of 3 orders are answered'],
])('%s is shown as %s', (line, shown) => {
  expect(maskedLine(line)).toBe(shown);
});

it('what stands behind a name of a secret is never shown', () => {
  const names = ['password', 'PASSWD', 'api_key', 'API-KEY', 'secret', 'token'];
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.constantFrom('=', ': ', ' = ', ':'),
      fc.stringMatching(/^[a-z0-9]{6,30}$/),
      (name, between, value) => {
        const line = `before ${name}${between}${value}`;
        expect(maskedLine(line).slice(`before ${name}`.length)).not.toContain(
          value,
        );
      },
    ),
  );
});

it('control characters and what is too long are left out', () => {
  expect(maskedLine('\u001b[31mred\u001b[0m')).toBe('[31mred[0m');
  expect(maskedLine('a b '.repeat(500))).toHaveLength(300);
});
