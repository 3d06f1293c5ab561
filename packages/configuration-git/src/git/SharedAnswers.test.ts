import { SharedAnswers } from './SharedAnswers';

function answers(most = 2) {
  const asked: string[] = [];
  const shared = new SharedAnswers<string>({
    most,
    isKept: answer => answer.length < 10,
  });
  return {
    asked,
    get: (key: string, answer: Promise<string> = Promise.resolve(key)) =>
      shared.get(key, () => {
        asked.push(key);
        return answer;
      }),
  };
}

it('asks once, also for those who ask meanwhile', async () => {
  const { get, asked } = answers();
  await Promise.all([get('a'), get('a')]);
  await expect(get('a')).resolves.toBe('a');
  expect(asked).toEqual(['a']);
});

it('keeps those that were asked for last', async () => {
  const { get, asked } = answers();
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) {
    await get(key);
  }
  expect(asked).toEqual(['a', 'b', 'c', 'b']);
});

it('keeps neither failures nor what is too large', async () => {
  const { get, asked } = answers();
  await expect(get('a', Promise.reject(new Error('down')))).rejects.toThrow(
    'down',
  );
  await get('a');
  await get('large', Promise.resolve('0123456789'));
  await get('large');
  expect(asked).toEqual(['a', 'a', 'large', 'large']);
});
