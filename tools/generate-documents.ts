import { writeFileSync } from "node:fs";
import { codegen } from "@graphql-codegen/core";
import * as operations from "@graphql-codegen/typescript-operations";
import { parse, printSchema } from "graphql";
import type { GraphQLSchema } from "graphql";
import prettier from "prettier";
import { findDocuments, readAdminSchema } from "./admin-documents.ts";
import type { FoundDocument } from "./admin-documents.ts";

export const GENERATED_FILE = "app/shopify/documents.generated.ts";

const HEAD = "// Made by `node tools/generate-documents.ts` from Shopify's schema and our documents. Do not edit.\n";

/** Types of replies and variables of our documents, and of the inputs and enums that they use: nothing else of the schema. */
export async function generateTypes(schema: GraphQLSchema, found: FoundDocument[]): Promise<string> {
  const types = await codegen({
    filename: GENERATED_FILE,
    schema: parse(printSchema(schema)),
    schemaAst: schema,
    documents: found.map(({ file, document }) => ({ location: file, document: parse(document.source) })),
    plugins: [{ operations: {} }],
    pluginMap: { operations },
    config: {
      skipTypename: true,
      enumType: "string-literal",
      arrayInputCoercion: false,
      disableDescriptions: true,
      defaultScalarType: "string",
      scalars: { ID: "string", JSON: "unknown" },
    },
  });
  const short = types
    // An enum of hundreds of values (currencies, countries) says no more to us than a string.
    .replace(/^export type (\w+) =(?:\s*\|?\s*'\w+'){40,};$/gm, "export type $1 = string;")
    // Of what the operations are made of, nobody outside needs the names.
    .replace(/^export type (\w+)(?<!Query|Mutation|Variables) =/gm, "type $1 =")
    .replace(/^.*Internal type.*\n.*Incremental<T>.*\n/m, "");
  const options = await prettier.resolveConfig(GENERATED_FILE);
  return prettier.format(HEAD + short.replace(/^\/\*\*[^]*?\*\/\n/, ""), { ...options, parser: "typescript" });
}

if (import.meta.main) {
  const { schema } = readAdminSchema();
  writeFileSync(GENERATED_FILE, await generateTypes(schema, await findDocuments()));
}
