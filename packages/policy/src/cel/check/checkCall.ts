import type { CallExpr, Expr } from '../syntax/expression';
import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import { formatType } from '../types/formatType';
import type { CheckContext } from './checkContext';
import { checkOptionalSelect, qualifiers } from './checkSelect';
import type { IndexedFunction } from './declarationIndex';
import { undeclaredWords } from './issueWords';
import { checkKnownStrings } from './knownValues';
import { noOverloadMessage } from './noOverload';
import { resolveOverloads } from './resolveOverloads';

/** Checks a call: of a function, of a function under a dotted name (`math.greatest(…)`), or of a function on a value. */
export function checkCall(context: CheckContext, expr: CallExpr): Expr {
  if (expr.function === '_?._') {
    return checkOptionalSelect(context, expr);
  }
  const args = expr.arguments.map(argument => context.check(argument));
  const call = { ...expr, arguments: args };
  return call.target === undefined
    ? checkGlobalCall(context, call)
    : checkMemberCall(context, call, call.target);
}

function checkGlobalCall(context: CheckContext, call: CallExpr): Expr {
  const found = findFunction(context, call.function);
  if (!found) {
    return undeclared(context, call);
  }
  return applied(context, { ...call, function: found.name }, found);
}

function checkMemberCall(
  context: CheckContext,
  call: CallExpr,
  target: Expr,
): Expr {
  const path = qualifiers(target);
  const namespaced =
    path && findFunction(context, [...path, call.function].join('.'));
  if (namespaced) {
    const { target: _, ...rest } = call;
    return applied(context, { ...rest, function: namespaced.name }, namespaced);
  }
  const checked = { ...call, target: context.check(target) };
  const found = findFunction(context, call.function);
  return found
    ? applied(context, checked, found)
    : undeclared(context, checked);
}

function findFunction(
  { index }: CheckContext,
  name: string,
): IndexedFunction | undefined {
  for (const candidate of index.candidates(name)) {
    const found = index.findFunction(candidate);
    if (found) {
      return found;
    }
  }
  return undefined;
}

function undeclared(context: CheckContext, call: CallExpr): Expr {
  context.setType(call, types.error);
  context.issues.error(
    call,
    `${undeclaredWords(
      context,
      'function',
      call.function,
    )}${context.suggestions.forFunction(call.function)}`,
  );
  return call;
}

function applied(
  context: CheckContext,
  call: CallExpr,
  declared: IndexedFunction,
): Expr {
  const parts = call.target ? [call.target, ...call.arguments] : call.arguments;
  const argumentTypes = parts.map(part => context.typeOf(part));
  if (declared.name === '_&&_' || declared.name === '_||_') {
    return logical(context, call, declared, argumentTypes);
  }
  const resolution = resolveOverloads(
    context.unifier,
    declared,
    argumentTypes,
    call.target !== undefined,
  );
  if (!resolution) {
    context.setType(call, types.error);
    if (!parts.some(part => context.resolvedTypeOf(part).kind === 'error')) {
      context.issues.error(
        call,
        noOverload(context, declared, argumentTypes, call),
      );
    }
    return call;
  }
  context.setType(call, resolution.type);
  context.references.set(call.id, {
    kind: 'function',
    overloads: resolution.overloads,
  });
  checkKnownStrings(context, call);
  return call;
}

function noOverload(
  { unifier, noOverloadMessages: known }: CheckContext,
  declared: IndexedFunction,
  argumentTypes: readonly CelType[],
  { target }: CallExpr,
): string {
  const found = argumentTypes.map(type => unifier.resolveFully(type));
  const receiver = target !== undefined;
  const key = [declared.name, receiver, ...found.map(formatType)].join(' ');
  const message =
    known.get(key) ?? noOverloadMessage(declared, found, receiver);
  known.set(key, message);
  return message;
}

/** `&&` and `||` name the side that is no bool. */
function logical(
  context: CheckContext,
  call: CallExpr,
  declared: IndexedFunction,
  argumentTypes: readonly CelType[],
): Expr {
  argumentTypes.forEach((type, index) => {
    if (!context.unifier.isAssignable(type, types.bool)) {
      context.issues.error(
        call.arguments[index],
        `expected type 'bool' but found '${formatType(
          context.unifier.resolveFully(type),
        )}'; \`${declared.name === '_&&_' ? '&&' : '||'}\` joins conditions`,
      );
    }
  });
  context.setType(call, types.bool);
  context.references.set(call.id, {
    kind: 'function',
    overloads: declared.overloads.map(({ overload }) => overload),
  });
  return call;
}
