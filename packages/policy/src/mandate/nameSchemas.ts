import { z } from 'zod';

/** The name of something: of a kind, an environment, a label. */
export const nameSchema = z.string().min(1).max(253);

/** Several names, at least one. */
export const namesSchema = z.array(nameSchema).min(1).max(500).readonly();

/** `*` alone means every kind; beside other kinds it would hide them. */
export const changeKindsSchema = namesSchema.refine(
  kinds => kinds.length === 1 || !kinds.includes('*'),
  "'*' already means every kind of change: write it alone, or name the kinds.",
);
