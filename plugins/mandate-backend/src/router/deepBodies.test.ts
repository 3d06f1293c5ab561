import { refuseUnstorable } from './refuseUnstorable';

it('a body nested deeper than anything that is stored is refused as bad input', () => {
  const depth = 20_000;
  const body: unknown = JSON.parse(
    `{"input":${'['.repeat(depth)}${']'.repeat(depth)}}`,
  );
  let error: unknown;
  try {
    refuseUnstorable({ url: '/', body } as never, {} as never, () => {});
  } catch (cause) {
    error = cause;
  }
  expect(error).not.toBeInstanceOf(RangeError);
});
