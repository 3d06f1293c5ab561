import type { InputForm } from '@mandate/plugin-mandate-common';
import { changeInput } from './changeInput';

const form: InputForm = {
  name: 'image',
  fields: [
    { name: 'image', required: true, type: 'text' },
    { name: 'takeOverFrom', required: false, type: 'data' },
    { name: 'soakSeconds', required: false, type: 'number' },
  ],
};

describe('the arguments of a change from a form', () => {
  it('leave out what is empty, and read data as YAML', () => {
    expect(
      changeInput(form, {
        image: 'shop:2',
        takeOverFrom: '[kubectl]',
        soakSeconds: undefined,
      }),
    ).toEqual({
      ok: true,
      input: { image: 'shop:2', takeOverFrom: ['kubectl'] },
    });
  });

  it('name what is missing and what is no YAML', () => {
    expect(changeInput(form, { image: '', takeOverFrom: '[kubectl' })).toEqual({
      ok: false,
      missing: ['image', 'takeOverFrom'],
    });
  });
});
