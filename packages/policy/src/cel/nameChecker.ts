import { elementShape } from './engineValue';
import type { ExpressionEnvironment, Shape } from './environment';
import { nearestName } from './nearestName';
import {
  constantShape,
  isProtobufName,
  pathOf,
  shapeWords,
  stringLiterals,
} from './syntaxTree';
import type { Expr } from './syntaxTree';

/** A mistake at an offset of the source. */
export interface NameMistake {
  readonly message: string;
  readonly offset: number;
}

type Locals = ReadonlyMap<string, Shape>;
type Call = Extract<Expr['exprKind'], { case: 'callExpr' }>['value'];
type Select = Extract<Expr['exprKind'], { case: 'selectExpr' }>['value'];
type Comprehension = Extract<
  Expr['exprKind'],
  { case: 'comprehensionExpr' }
>['value'];

const logicalOperators = new Set([
  '_&&_',
  '_||_',
  '!_',
  '_==_',
  '_!=_',
  '_<_',
  '_<=_',
  '_>_',
  '_>=_',
  '@in',
  '@not_strictly_false',
]);
const boundByPlanner = new Set([
  '_&&_',
  '_||_',
  '_?_:_',
  '_[_]',
  '@not_strictly_false',
  '_!=_',
]);
const typeNames = new Set([
  'bool',
  'bytes',
  'double',
  'int',
  'list',
  'map',
  'null_type',
  'string',
  'type',
  'uint',
]);

/** Walks a syntax tree, tracking what is known of each value, and collects the mistakes in its names. */
export class NameChecker {
  readonly mistakes: NameMistake[] = [];
  readonly variables = new Set<string>();
  readonly functions = new Set<string>();
  loopDepth = 0;

  constructor(
    private readonly options: {
      readonly positions: Readonly<Record<string, number>>;
      readonly environment: ExpressionEnvironment;
      readonly hasFunction: (name: string) => boolean;
    },
  ) {}

  shapeOf(expr: Expr | undefined, locals: Locals, depth: number): Shape {
    switch (expr?.exprKind.case) {
      case 'constExpr':
        return constantShape(expr);
      case 'identExpr':
        return this.identifier(expr, expr.exprKind.value.name, locals);
      case 'selectExpr':
        return this.select(expr, expr.exprKind.value, locals, depth);
      case 'callExpr':
        return this.call(expr, expr.exprKind.value, locals, depth);
      case 'listExpr': {
        const shapes = expr.exprKind.value.elements.map(element =>
          this.shapeOf(element, locals, depth),
        );
        return { listOf: shapes.length === 1 ? shapes[0] : 'any' };
      }
      case 'structExpr':
        for (const entry of expr.exprKind.value.entries) {
          if (entry.keyKind.case === 'mapKey') {
            this.shapeOf(entry.keyKind.value, locals, depth);
          }
          this.shapeOf(entry.value, locals, depth);
        }
        return { mapOf: 'any' };
      case 'comprehensionExpr':
        return this.comprehension(expr.exprKind.value, locals, depth);
      default:
        return 'any';
    }
  }

  private identifier(expr: Expr, name: string, locals: Locals): Shape {
    const local = locals.get(name);
    if (local !== undefined) {
      return local;
    }
    const plainName = name.replace(/^\./, '');
    const { variables } = this.options.environment;
    if (Object.hasOwn(variables, plainName)) {
      this.variables.add(plainName);
      return variables[plainName];
    }
    if (!typeNames.has(plainName)) {
      this.report(
        expr,
        `There is no \`${plainName}\` in a ${this.options.environment.name} expression.`,
        nearestName(plainName, [...Object.keys(variables), ...locals.keys()]),
      );
    }
    return 'any';
  }

  private select(
    expr: Expr,
    { operand, field }: Select,
    locals: Locals,
    depth: number,
  ): Shape {
    if (operand && isProtobufName(expr)) {
      return 'any';
    }
    const path = pathOf(expr) ?? '';
    const { variables } = this.options.environment;
    if (Object.hasOwn(variables, path) && !locals.has(path.split('.')[0])) {
      this.variables.add(path);
      return variables[path];
    }
    const shape = this.shapeOf(operand, locals, depth);
    if (typeof shape === 'object' && 'fields' in shape) {
      if (Object.hasOwn(shape.fields, field)) {
        return shape.fields[field];
      }
      const owner = pathOf(operand) ?? 'this';
      const nearest = nearestName(field, Object.keys(shape.fields));
      this.report(
        expr,
        `\`${owner}\` has no field \`${field}\`.`,
        nearest && `${owner}.${nearest}`,
      );
      return 'any';
    }
    if (typeof shape === 'object' && 'mapOf' in shape) {
      return shape.mapOf;
    }
    if (shape !== 'any') {
      this.report(
        expr,
        `\`${pathOf(operand) ?? 'this'}\` is ${shapeWords(
          shape,
        )} and has no field \`${field}\`.`,
      );
    }
    return 'any';
  }

  private call(expr: Expr, call: Call, locals: Locals, depth: number): Shape {
    const name = call.function;
    this.functions.add(name);
    const owner = pathOf(call.target);
    if (owner && this.options.hasFunction(`${owner}.${name}`)) {
      call.args.forEach(argument => this.shapeOf(argument, locals, depth));
      return 'any';
    }
    if (!boundByPlanner.has(name) && !this.options.hasFunction(name)) {
      this.report(
        expr,
        call.target
          ? `There is no function \`${name}\` to call on a value with ${call.args.length} argument(s).`
          : `There is no function \`${name}\`.`,
      );
      return 'any';
    }
    const shapes = [call.target, ...call.args].map(part =>
      part ? this.shapeOf(part, locals, depth) : 'any',
    );
    if (name === '_==_' || name === '_!=_' || name === '@in') {
      this.knownStrings(call.args, shapes.slice(1));
    }
    if (logicalOperators.has(name)) {
      return 'bool';
    }
    return name === '_[_]' ? elementShape(shapes[1]) : 'any';
  }

  /** `risk.level == 'hihg'` can never be true: report the string that no value equals. */
  private knownStrings(args: readonly Expr[], shapes: readonly Shape[]) {
    for (const [side, other] of [
      [0, 1],
      [1, 0],
    ]) {
      const shape = shapes[side];
      if (typeof shape === 'object' && 'oneOf' in shape && args[other]) {
        for (const literal of stringLiterals(args[other])) {
          if (!shape.oneOf.includes(literal.text)) {
            this.report(
              literal.expr,
              `\`${pathOf(args[side]) ?? 'This'}\` is never '${
                literal.text
              }'; it is one of ${shape.oneOf.join(', ')}.`,
              nearestName(literal.text, shape.oneOf),
            );
          }
        }
      }
    }
  }

  private comprehension(
    value: Comprehension,
    locals: Locals,
    depth: number,
  ): Shape {
    this.loopDepth = Math.max(this.loopDepth, depth + 1);
    const range = this.shapeOf(value.iterRange, locals, depth);
    const accumulated = this.shapeOf(value.accuInit, locals, depth);
    const accuShape: Shape = accumulated === 'bool' ? 'bool' : 'any';
    const inside = new Map(locals)
      .set(value.accuVar, accuShape)
      .set(value.iterVar, elementShape(range));
    if (value.iterVar2) {
      inside.set(value.iterVar2, 'any');
    }
    for (const part of [value.loopCondition, value.loopStep, value.result]) {
      this.shapeOf(part, inside, depth + 1);
    }
    return accuShape;
  }

  private report(expr: Expr, fact: string, nearest?: string) {
    this.mistakes.push({
      message: nearest ? `${fact} Did you mean \`${nearest}\`?` : fact,
      offset: this.options.positions[expr.id.toString()] ?? 0,
    });
  }
}
