import { readFileSync } from "node:fs";
import {
  getNamedType,
  NoDeprecatedCustomRule,
  parse,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from "graphql";
import type { GraphQLSchema } from "graphql";
import { parse as parseToml } from "smol-toml";
import { scopesOfTopic } from "../devstore/webhooks/topic-scopes.ts";
import { findDocuments, readAdminSchema } from "./admin-documents.ts";
import type { FoundDocument, ScopeEntry } from "./admin-documents.ts";
import { GENERATED_FILE, generateTypes } from "./generate-documents.ts";

/**
 * What Shopify's list does not say, because these take any kind of id: the scope depends on what we tag or on which webhooks
 * we listen to. Each with its reason; anything else that shopify.app.toml asks for must be needed by a document.
 */
const ALSO_NEEDED: Readonly<Record<string, string>> = {
  write_customers: "tagsAdd and tagsRemove on a Customer",
};

/** Alternatives, each group satisfied by any one of its scopes: `["read_orders", "read_marketplace_orders"]`. */
export function scopesOf(schema: GraphQLSchema, entries: readonly ScopeEntry[], source: string): string[][] {
  const byName = new Map(
    entries.map((entry) => [[entry.typeName, entry.fieldName].filter(Boolean).join("."), entry.offlineScopes]),
  );
  const groups = new Map<string, string[]>();
  const info = new TypeInfo(schema);
  const note = (name: string) => {
    const scopes = byName.get(name);
    if (scopes && scopes.length > 0) groups.set(scopes.join(), scopes);
  };
  visit(
    parse(source),
    visitWithTypeInfo(info, {
      Field: () => {
        note(`${info.getParentType()?.name}.${info.getFieldDef()?.name}`);
        note(String(getNamedType(info.getType())));
      },
    }),
  );
  return [...groups.values()];
}

export function faultsOfDocument(schema: GraphQLSchema, { file, document }: FoundDocument): string[] {
  return validate(schema, parse(document.source), [...specifiedRules, NoDeprecatedCustomRule]).map(
    (error) => `${file}: ${document.name}: ${error.message}`,
  );
}

/** P13: what the documents and webhooks need is asked for, and nothing that they would work without. */
export function faultsOfScopes(needed: readonly string[][], asked: readonly string[]): string[] {
  const lacking = needed.filter((group) => !group.some((scope) => asked.includes(scope)));
  const needless = asked.filter((scope) => {
    const others = asked.filter((other) => other !== scope);
    const missed = needed.some((group) => group.includes(scope) && !group.some((one) => others.includes(one)));
    return !missed && ALSO_NEEDED[scope] === undefined;
  });
  return [
    ...lacking.map((group) => `shopify.app.toml lacks a scope: ${group.join(" or ")}`),
    ...needless.map((scope) => `shopify.app.toml asks for ${scope}, which no document and no webhook needs`),
  ];
}

interface AppToml {
  access_scopes: { scopes: string };
  webhooks: { subscriptions: { topics?: string[] }[] };
}

function readToml(): { asked: string[]; topics: string[] } {
  const toml = parseToml(readFileSync("shopify.app.toml", "utf8")) as unknown as AppToml;
  const asked = toml.access_scopes.scopes.split(",").map((scope) => scope.trim());
  return { asked, topics: toml.webhooks.subscriptions.flatMap(({ topics = [] }) => topics) };
}

async function main(): Promise<void> {
  const { schema, scopes } = readAdminSchema();
  const found = await findDocuments();
  const faults = found.flatMap((one) => faultsOfDocument(schema, one));
  const names = found.map(({ document }) => document.name);
  for (const name of names.filter((one, index) => names.indexOf(one) !== index))
    faults.push(`two documents are called ${name}`);
  if (faults.length === 0) {
    const { asked, topics } = readToml();
    const needed = [
      ...found.flatMap(({ document }) => scopesOf(schema, scopes, document.source)),
      ...topics.map((topic) => scopesOfTopic(schema, topic)).filter((group) => group.length > 0),
    ];
    faults.push(...faultsOfScopes(needed, asked));
    if (readFileSync(GENERATED_FILE, "utf8") !== (await generateTypes(schema, found))) {
      faults.push(`${GENERATED_FILE} is out of date: run node tools/generate-documents.ts`);
    }
  }
  for (const fault of faults) console.error(fault);
  console.log(`${found.length} documents checked against Shopify's schema, ${faults.length} faults`);
  if (faults.length > 0) process.exitCode = 1;
}

if (import.meta.main) await main();
