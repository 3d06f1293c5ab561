import { compileExpression, declareEnvironment } from '@mandate/policy';
import { JsonValue } from '../json';
import { shapeOf } from '../expressions/parameterShape';
import { ParameterSchema } from './parameterSchema';

/** A compiled rule. */
interface ValidationRule {
  /** Whether it compares with the value before, so that it is asked only when the value is changed. */
  readonly isTransition: boolean;
  holds(value: JsonValue, before?: JsonValue): boolean;
}

/** Compiles a parameter's rule, in the dialect of the API server; answers words when it is none. */
export function compileRule(
  schema: ParameterSchema,
  source: string,
): ValidationRule | string {
  // Without the choices, so that a rule may compare with any text.
  const shape = shapeOf(
    schema.type === 'string' ? { ...schema, enum: undefined } : schema,
  );
  const compiled = compileExpression(
    source,
    declareEnvironment('parameter', { self: shape, oldSelf: shape }, 'rule'),
  );
  if (!compiled.ok) {
    return compiled.errors.map(({ message }) => message).join(' ');
  }
  const { program } = compiled;
  if (program.checked.type.kind !== 'bool') {
    return 'It must be true or false.';
  }
  return {
    isTransition: [...program.checked.references.values()].some(
      reference =>
        reference.kind === 'variable' && reference.name === 'oldSelf',
    ),
    holds: (self, oldSelf) => {
      const result = program.evaluate({ self, oldSelf });
      return result.ok && result.value === true;
    },
  };
}

/** The rule that a value breaks, where no value before is known; nothing when all hold. */
export function brokenRule(
  schema: ParameterSchema,
  value: JsonValue,
): string | undefined {
  return schema.validations?.find(source => {
    const rule = compileRule(schema, source);
    return (
      typeof rule === 'string' || (!rule.isTransition && !rule.holds(value))
    );
  });
}
