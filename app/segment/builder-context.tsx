import { createContext, useContext } from "react";
import type { LeafRule } from "../contract/rule.ts";
import type { Vocabulary } from "./describe.ts";
import type { RuleError } from "./rule.ts";

/** What every condition of one builder shares. */
export interface BuilderContext {
  vocabulary: Vocabulary;
  errors: RuleError[];
  pickProduct: () => Promise<string | undefined>;
}
export const Builder = createContext<BuilderContext | undefined>(undefined);

export function useBuilder(): BuilderContext {
  const context = useContext(Builder);
  if (context === undefined) throw new Error("A condition lives inside a RuleBuilder.");
  return context;
}

export interface ConditionProps<K extends LeafRule["kind"] = LeafRule["kind"]> {
  rule: Extract<LeafRule, { kind: K }>;
  path: string;
  onChange: (rule: LeafRule) => void;
}

export function useError(path: string) {
  const { errors } = useBuilder();
  return (field: string) => errors.find((error) => error.path === path && error.field === field)?.message;
}
