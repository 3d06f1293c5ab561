import { celEnv, isCelError, parse, plan } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { checkNames } from './checkNames';
import type { CheckedNames } from './checkNames';
import { fromEngineValue, toEngineValue } from './engineValue';
import type { InputSize } from './engineValue';
import type { ExpressionEnvironment, Shape } from './environment';
import type {
  CompileResult,
  EvaluationResult,
  ExpressionError,
  ExpressionInput,
} from './expression';
import { planWithin } from './planWithin';
import { RecentlyUsed } from './recentlyUsed';
import { sortList } from './sortList';
import type { Expr } from './syntaxTree';

/**
 * The longest source, in UTF-16 code units: 64 KiB.
 *
 * @public
 */
export const maximumSourceLength = 65_536;

/**
 * How deep loops (`all`, `exists`, `map`, `filter`) may nest.
 *
 * @public
 */
export const maximumLoopDepth = 3;

/** How many rounds nested loops may take at worst; beyond it an evaluation is refused before it starts. */
const maximumRounds = 1_000_000;

const compiled = new RecentlyUsed<CompileResult>(2_000);

const engine = celEnv({ funcs: [...strings, planWithin(), sortList()] });

/**
 * Compiles an expression for an environment. Names the environment does not declare are errors, with their position.
 * Results are kept for reuse, the most recently used 2,000.
 *
 * @public
 */
export function compileExpression(
  source: string,
  environment: ExpressionEnvironment,
): CompileResult {
  if (source.length > maximumSourceLength) {
    return failed(source, 0, [
      `The expression has ${source.length} characters; at most ${maximumSourceLength} are allowed. Split it.`,
    ]);
  }
  return compiled.getOrCreate(`${environment.digest}\n${source}`, () =>
    compileFresh(source, environment),
  );
}

/** The syntax tree of a source that compiles. For this folder only: no caller sees the engine. */
export function syntaxOf(source: string): Expr {
  return parse(source).expr;
}

/**
 * The shape of a compiled expression's result, as far as it is known without evaluating.
 *
 * @public
 */
export function resultShape(
  source: string,
  environment: ExpressionEnvironment,
): Shape {
  return namesOf(parse(source), environment).result;
}

function compileFresh(
  source: string,
  environment: ExpressionEnvironment,
): CompileResult {
  let names: CheckedNames;
  let run: ReturnType<typeof plan>;
  try {
    const parsed = parse(source);
    names = namesOf(parsed, environment);
    run = plan(engine, parsed);
  } catch (error) {
    return { ok: false, errors: [syntaxError(error)] };
  }
  const mistakes = [...names.mistakes];
  if (names.loopDepth > maximumLoopDepth) {
    mistakes.push({
      offset: 0,
      message: `Loops nest ${names.loopDepth} deep; at most ${maximumLoopDepth} are allowed, since each level multiplies the time.`,
    });
  }
  if (mistakes.length > 0) {
    return {
      ok: false,
      errors: mistakes.map(({ message, offset }) => ({
        message,
        ...positionAt(source, offset),
      })),
    };
  }
  return {
    ok: true,
    program: {
      source,
      environment: environment.name,
      evaluate: input => evaluate({ run, names, environment, input }),
    },
  };
}

function namesOf(
  parsed: ReturnType<typeof parse>,
  environment: ExpressionEnvironment,
): CheckedNames {
  return checkNames({
    expr: parsed.expr,
    positions: parsed.sourceInfo?.positions ?? {},
    environment,
    hasFunction: name => engine.funcs.find(name) !== undefined,
  });
}

function evaluate(options: {
  readonly run: ReturnType<typeof plan>;
  readonly names: CheckedNames;
  readonly environment: ExpressionEnvironment;
  readonly input: ExpressionInput;
}): EvaluationResult {
  const { run, names, environment, input } = options;
  try {
    const size: InputSize = {
      nodes: 0,
      characters: 0,
      longestList: 0,
      longestText: 0,
    };
    // Without a prototype, so that a variable called `constructor` is not found by accident.
    const bindings = Object.create(null);
    for (const name of names.variables) {
      const value = Object.hasOwn(input, name) ? input[name] : undefined;
      if (value === undefined) {
        continue;
      }
      bindings[name] = toEngineValue(value, environment.variables[name], size);
    }
    const longest = names.functions.has('split')
      ? Math.max(size.longestList, size.longestText)
      : size.longestList;
    if (names.loopDepth > 1 && longest ** names.loopDepth > maximumRounds) {
      return {
        ok: false,
        error: `The input is too large for loops nested ${names.loopDepth} deep: ${longest} items in the longest list.`,
      };
    }
    const result = run(bindings);
    if (isCelError(result)) {
      return {
        ok: false,
        error: evaluationError(result.message, names, input),
      };
    }
    return { ok: true, value: fromEngineValue(result) };
  } catch (error) {
    return {
      ok: false,
      error: error instanceof Error ? error.message : `${error}`,
    };
  }
}

/** Names the variable when the engine only says that something is unresolved. */
function evaluationError(
  message: string,
  names: CheckedNames,
  input: ExpressionInput,
): string {
  const missing = [...names.variables].filter(
    name => !Object.hasOwn(input, name) || input[name] === undefined,
  );
  return message === 'unresolved attribute' && missing.length > 0
    ? `There is no value for ${missing.map(name => `\`${name}\``).join(', ')}.`
    : message;
}

function failed(
  source: string,
  offset: number,
  messages: readonly string[],
): CompileResult {
  const position = positionAt(source, offset);
  return {
    ok: false,
    errors: messages.map(message => ({ message, ...position })),
  };
}

function syntaxError(error: unknown): ExpressionError {
  if (error instanceof RangeError) {
    return { message: 'The expression nests too deep.', line: 1, column: 1 };
  }
  const { rawMessage, message, location } = syntaxErrorFields(error);
  return {
    message: `Syntax error: ${rawMessage ?? message}`,
    line: location?.start?.line ?? 1,
    column: location?.start?.column ?? 1,
  };
}

interface SyntaxErrorFields {
  readonly message: string;
  readonly rawMessage?: string;
  readonly location?: {
    readonly start?: { readonly line: number; readonly column: number };
  };
}

function syntaxErrorFields(error: unknown): SyntaxErrorFields {
  return error instanceof Error ? error : { message: `${error}` };
}

function positionAt(source: string, offset: number) {
  const lines = source.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: lines[lines.length - 1].length + 1 };
}
