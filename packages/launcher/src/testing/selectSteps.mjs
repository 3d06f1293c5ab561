import { parseArgs } from 'node:util';
import { Problem } from '../problem.mjs';

/**
 * The steps that `--only NAMES` or `--skip NAMES` (names joined by commas) leave.
 *
 * @template {{ name: string }} Step
 * @param {Step[]} steps
 * @param {string[]} args
 * @returns {Step[]}
 */
export function selectSteps(steps, args) {
  const known = steps.map(step => step.name);
  const { only, skip } = parse(args, known);
  return steps.filter(
    ({ name }) =>
      (only === undefined || only.includes(name)) && !skip?.includes(name),
  );
}

function parse(args, known) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: { only: { type: 'string' }, skip: { type: 'string' } },
    }));
  } catch (error) {
    throw new Problem(`${error.message}. ${usage(known)}`);
  }
  return {
    only: names(values.only, known),
    skip: names(values.skip, known),
  };
}

function names(text, known) {
  const given = text?.split(',').map(name => name.trim());
  for (const name of given ?? []) {
    if (!known.includes(name)) {
      throw new Problem(`There is no step '${name}'. ${usage(known)}`);
    }
  }
  return given;
}

function usage(known) {
  return `Use \`npm test\`, \`npm test -- --only NAMES\` or \`npm test -- --skip NAMES\`; names, joined by commas: ${known.join(
    ', ',
  )}.`;
}
