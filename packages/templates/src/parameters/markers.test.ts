import { readFieldText } from './markers';

describe('readFieldText', () => {
  it.each([
    ['string', 'string', {}],
    [
      'integer | default=3 minimum=1',
      'integer',
      { default: '3', minimum: '1' },
    ],
    [
      'string | description="a | b = c" default="x y"',
      'string',
      { description: 'a | b = c', default: 'x y' },
    ],
    ['string | pattern="^\\d{2}$"', 'string', { pattern: '^\\d{2}$' }],
    ['string | default="say \\"hi\\""', 'string', { default: 'say "hi"' }],
    ['[]string | default=["a", "b"]', '[]string', { default: '["a", "b"]' }],
    ['string | default=""', 'string', { default: '' }],
  ])('reads %s', (text, type, markers) => {
    const result = readFieldText(text);
    expect(result).toMatchObject({ ok: true, type });
    expect(
      result.ok &&
        Object.fromEntries(
          result.markers.map(({ key, value }) => [key, value]),
        ),
    ).toEqual(markers);
  });

  it.each([
    'string | default',
    'string | =3',
    'string |',
    'string | default=3 ',
    'string | default="open',
    'string | default=[1',
    'string | default=1]',
    'string | description=two words',
  ])('refuses %s', text => {
    expect(readFieldText(text)).toMatchObject({ ok: false });
  });
});
