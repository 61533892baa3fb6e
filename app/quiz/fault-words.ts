import type { z } from "zod";

const KINDS: Record<string, string> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a group of names and values",
  record: "a group of names and values",
};

const oneOf = (values: readonly unknown[]): string =>
  values.length === 1 ? `this must be ${String(values[0])}` : `this must be one of ${values.join(", ")}`;

const UNITS: Record<string, string> = { string: " characters" };

/** What is wrong with a quiz in words that a merchant can act on, where its schema has none of its own. */
export const faultWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined) return "this is missing";
  switch (issue.code) {
    case "invalid_type":
      return `this must be ${KINDS[issue.expected] ?? "of another kind"}`;
    case "invalid_value":
      return oneOf(issue.values);
    case "invalid_union":
      return Array.isArray(issue.options) ? oneOf(issue.options) : undefined;
    case "too_big":
      return `${issue.maximum}${UNITS[issue.origin] ?? ""} at most`;
    case "too_small":
      return issue.inclusive === false
        ? `more than ${issue.minimum}`
        : `${issue.minimum}${UNITS[issue.origin] ?? ""} at least`;
    case "invalid_format":
    case "invalid_key":
    case "invalid_element":
    case "not_multiple_of":
    case "unrecognized_keys":
    case "custom":
      return "this has the wrong form";
  }
};
