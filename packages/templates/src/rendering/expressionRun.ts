import { jsonResult } from '../expressions/jsonResult';
import { JsonValue } from '../json';
import { JsonPath } from '../path';
import { TemplateExpression } from '../template';
import { inputOf, UpstreamValue, waitsFor } from './upstreamValue';

/** Most units of work that all expressions of one rendering may take together; a stack of 30 objects takes some thousands. */
const COST_LIMIT = 5_000_000;

/** Leaves a resource's rendering at the first expression that fails; caught by `renderResource` and nowhere else. */
export class ExpressionFailure extends Error {
  constructor(readonly path: JsonPath, message: string) {
    super(message);
  }
}

/** An expression's value, or what it waits for. */
export type Evaluation =
  | { readonly known: true; readonly value: JsonValue }
  | { readonly known: false; readonly waitsFor: string };

/** The expressions of one rendering: what they read, and the work they may still take. */
export class ExpressionRun {
  readonly upstreams = new Map<string, UpstreamValue>();
  private costLeft = COST_LIMIT;

  constructor(private readonly schema: JsonValue) {}

  /** Evaluates an expression. Throws {@link ExpressionFailure}. */
  evaluate(
    expression: TemplateExpression,
    items: Readonly<Record<string, JsonValue>> = {},
  ): Evaluation {
    const waiting = waitsFor(expression, this.upstreams);
    if (waiting !== undefined) {
      return { known: false, waitsFor: waiting };
    }
    const { source, path, program } = expression;
    const { result, cost } = program.measure(
      { schema: this.schema, ...this.inputs(expression), ...items },
      this.costLeft,
    );
    this.costLeft -= cost;
    if (this.costLeft <= 0) {
      throw new ExpressionFailure(
        path,
        `The template's expressions take more than ${COST_LIMIT.toLocaleString(
          'en',
        )} units of work in all, and \${${source}} is where it stops. Give shorter lists or simpler expressions.`,
      );
    }
    const json = jsonResult(result);
    if (!json.ok) {
      throw new ExpressionFailure(path, `\${${source}}: ${json.message}`);
    }
    return { known: true, value: json.value };
  }

  private inputs({ references }: TemplateExpression) {
    const inputs: Record<string, JsonValue> = {};
    for (const { root } of references) {
      const upstream = this.upstreams.get(root);
      const value = upstream && inputOf(upstream);
      if (value !== undefined) {
        inputs[root] = value;
      }
    }
    return inputs;
  }
}
