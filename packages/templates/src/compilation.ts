import {
  CelType,
  compileExpression,
  ExpressionEnvironment,
  formatType,
} from '@mandate/policy';
import {
  loopFieldsOf,
  Reference,
  referencesOf,
} from './expressions/references';
import { scanExpressions } from './expressions/scanExpressions';
import { isJsonObject, JsonValue } from './json';
import { JsonPath } from './path';
import { templateError, UnplacedProblem } from './problem';
import { TemplateExpression, TemplateNode } from './template';

/** Deepest nesting of a resource. */
const MAX_DEPTH = 32;

/** Most expressions in one template. */
const MAX_EXPRESSIONS = 1_000;

/** Compiles the expressions of one template and keeps the problems and references it meets. */
export class Compilation {
  readonly problems: UnplacedProblem[] = [];
  /** Every reference of every expression, to find parameters nobody uses. */
  readonly references: Reference[] = [];
  private expressions = 0;

  /** With `isTyped` every kind is known, so that a value of any type is one whose author left it open. */
  constructor(private readonly isTyped: boolean = false) {}

  /** Compiles a value with everything in it. Map keys are kept as they are: kro evaluates values only. */
  compileNode(
    value: JsonValue,
    path: JsonPath,
    environment: ExpressionEnvironment,
    depth: number = 0,
  ): TemplateNode {
    if (depth > MAX_DEPTH) {
      return this.refuse(path, `Resources nest at most ${MAX_DEPTH} deep.`);
    }
    if (typeof value === 'string') {
      return this.compileString(value, path, environment);
    }
    if (Array.isArray(value)) {
      return {
        kind: 'list',
        items: value.map((item, index) =>
          this.compileNode(item, [...path, index], environment, depth + 1),
        ),
      };
    }
    if (isJsonObject(value)) {
      return {
        kind: 'object',
        fields: Object.entries(value).map(
          ([key, field]) =>
            [
              key,
              this.compileNode(field, [...path, key], environment, depth + 1),
            ] as const,
        ),
      };
    }
    return { kind: 'value', value };
  }

  /** Compiles a condition: one whole `${…}` that is true or false, or an optional of it. */
  compileCondition(
    value: string,
    path: JsonPath,
    environment: ExpressionEnvironment,
  ): TemplateExpression | undefined {
    const expression = this.compileWhole(
      value,
      path,
      environment,
      'A condition',
    );
    const type = expression && unwrapped(expression.program.checked.type);
    if (expression && type && !this.allows(type, 'bool')) {
      this.refuse(
        path,
        `\${${
          expression.source
        }} must be true or false, but is of type ${formatType(type)}.`,
      );
      return undefined;
    }
    return expression;
  }

  /** Compiles what a collection goes through: one whole `${…}` that is a list. */
  compileList(
    value: string,
    path: JsonPath,
    environment: ExpressionEnvironment,
  ): TemplateExpression | undefined {
    const expression = this.compileWhole(value, path, environment, 'A list');
    const type = expression?.program.checked.type;
    if (expression && type && !this.allows(type, 'list')) {
      this.refuse(
        path,
        `\${${expression.source}} must be a list, but is of type ${formatType(
          type,
        )}.`,
      );
      return undefined;
    }
    return expression;
  }

  /** Without schemas a resource's fields are of any type, and only the run can tell. */
  private allows(type: CelType, kind: CelType['kind']): boolean {
    return type.kind === kind || (type.kind === 'dyn' && !this.isTyped);
  }

  private compileWhole(
    value: string,
    path: JsonPath,
    environment: ExpressionEnvironment,
    what: string,
  ): TemplateExpression | undefined {
    const node = this.compileString(value, path, environment);
    if (node.kind === 'expression') {
      return node.expression;
    }
    if (node.kind !== 'value' || node.value === value) {
      this.refuse(path, `${what} is one expression: \${ … }.`);
    }
    return undefined;
  }

  private compileString(
    value: string,
    path: JsonPath,
    environment: ExpressionEnvironment,
  ): TemplateNode {
    const scan = scanExpressions(value);
    if (!scan.ok) {
      return this.refuse(path, scan.message);
    }
    if (scan.parts.every(part => part.kind === 'text')) {
      return { kind: 'value', value };
    }
    const parts: (string | TemplateExpression)[] = [];
    for (const part of scan.parts) {
      if (part.kind === 'text') {
        parts.push(part.text);
        continue;
      }
      const expression = this.compileSource(part.source, path, environment);
      if (!expression) {
        return { kind: 'value', value: null };
      }
      parts.push(expression);
    }
    const [first] = parts;
    if (parts.length === 1 && typeof first !== 'string') {
      return { kind: 'expression', expression: first };
    }
    this.checkTexts(parts);
    return { kind: 'concatenation', parts };
  }

  /** Parts of a text must be texts; what is not known yet is looked at again when it is rendered. */
  private checkTexts(parts: readonly (string | TemplateExpression)[]) {
    for (const part of parts) {
      if (typeof part === 'string') {
        continue;
      }
      const { kind } = part.program.checked.type;
      if (kind !== 'dyn' && kind !== 'string') {
        this.refuse(
          part.path,
          `\${${part.source}} stands within a text and must be a text itself. Wrap it in string( ).`,
        );
      }
    }
  }

  private compileSource(
    source: string,
    path: JsonPath,
    environment: ExpressionEnvironment,
  ): TemplateExpression | undefined {
    this.expressions += 1;
    if (this.expressions > MAX_EXPRESSIONS) {
      if (this.expressions === MAX_EXPRESSIONS + 1) {
        this.refuse(
          path,
          `A template has at most ${MAX_EXPRESSIONS} expressions.`,
        );
      }
      return undefined;
    }
    const compiled = compileExpression(source, environment);
    if (!compiled.ok) {
      for (const error of compiled.errors) {
        this.refuse(
          path,
          `\${${source}} at ${error.line}:${error.column}: ${error.message}`,
        );
      }
      return undefined;
    }
    const references = referencesOf(compiled.program);
    this.references.push(...references);
    return {
      source,
      path,
      references,
      loopFields: loopFieldsOf(compiled.program),
      program: compiled.program,
    };
  }

  private refuse(path: JsonPath, message: string): TemplateNode {
    this.problems.push(templateError('invalid-expression', path, message));
    return { kind: 'value', value: null };
  }
}

function unwrapped(type: CelType): CelType {
  return type.kind === 'opaque' && type.name === 'optional_type'
    ? type.parameters[0]
    : type;
}
