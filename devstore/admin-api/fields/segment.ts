import { randomUUID } from "node:crypto";
import { isoOf, nowIso, nowMs } from "../../clock.ts";
import { gid, idOfGid } from "../../state.ts";
import { countOf, listTable } from "../connection.ts";
import type { SqlListing } from "../connection.ts";
import { ApiError, text, unknownToStore, userError, withType } from "../context.ts";
import type { Args, Context, Registry, Row } from "../context.ts";
import { compileSearch, containsField, numberField } from "../search.ts";
import type { Compiled } from "../search.ts";
import { compileSegment, parseSegment, segmentErrorText } from "../segment-query.ts";
import {
  AMOUNT_SPENT,
  amountSpent,
  displayName,
  emailAddress,
  numberOfOrders,
  ORDER_COUNT,
  phoneNumber,
} from "./customer.ts";
import { metafieldFields } from "./metafield.ts";
import { findRow, gidField, pathOf } from "./shared.ts";

const findSegment = (context: Context, id: unknown): Row | null =>
  findRow(context, "Segment", "segments", idOfGid("Segment", String(id)));

function nameErrors(name: string): object[] {
  if (name.trim() === "") return [userError(["name"], "Name can't be blank")];
  return name.length > 255 ? [userError(["name"], "Name is too long (maximum is 255 characters)")] : [];
}

function queryErrors(query: string): object[] {
  if (query.trim() === "") return [userError(["query"], "Query can't be blank")];
  if (query.length > 5000) return [userError(["query"], "Query is too long (maximum is 5000 characters)")];
  return parseSegment(query).errors.map((error) => userError(["query"], `Query ${segmentErrorText(error)}`));
}

function createSegment(args: Args, context: Context): object {
  const name = String(args["name"]);
  const query = String(args["query"]);
  const errors = [...nameErrors(name), ...queryErrors(query)];
  if (errors.length > 0) return { segment: null, userErrors: errors };
  const now = nowIso();
  const row = context.state
    .sql("INSERT INTO segments (name, query, created_at, updated_at) VALUES (?, ?, ?, ?) RETURNING *")
    .get(name.trim(), query, now, now);
  return { segment: withType("Segment", row), userErrors: [] };
}

function updateSegment(args: Args, context: Context): object {
  const segment = findSegment(context, args["id"]);
  if (segment === null) return { segment: null, userErrors: [userError(["id"], "Segment does not exist")] };
  const name = typeof args["name"] === "string" ? args["name"] : undefined;
  const query = typeof args["query"] === "string" ? args["query"] : undefined;
  if (name === undefined && query === undefined) {
    return { segment: null, userErrors: [userError(null, "At least one attribute to change must be present")] };
  }
  const errors = [...(name === undefined ? [] : nameErrors(name)), ...(query === undefined ? [] : queryErrors(query))];
  if (errors.length > 0) return { segment: null, userErrors: errors };
  const row = context.state
    .sql("UPDATE segments SET name = ?, query = ?, updated_at = ? WHERE id = ? RETURNING *")
    .get(name?.trim() ?? segment["name"], query ?? segment["query"], nowIso(), segment["id"]);
  return { segment: withType("Segment", row), userErrors: [] };
}

function deleteSegment(args: Args, context: Context): object {
  const segment = findSegment(context, args["id"]);
  if (segment === null) return { deletedSegmentId: null, userErrors: [userError(["id"], "Segment does not exist")] };
  context.state.sql("DELETE FROM segments WHERE id = ?").run(segment["id"]);
  return { deletedSegmentId: gid("Segment", text(segment, "id")), userErrors: [] };
}

/** SQL for a segment's query; a filter that the store cannot evaluate is said loudly, not answered with nobody. */
function membersWhere(context: Context, query: string): Compiled {
  const { node, errors } = parseSegment(query);
  const [error] = errors;
  if (error !== undefined || node === undefined) {
    throw new ApiError(error ? segmentErrorText(error) : "Query can't be blank", "INVALID");
  }
  const compiled = compileSegment(node);
  if (compiled === undefined) throw unknownToStore(context, `members of the segment query "${query}"`);
  return compiled;
}

function memberQueryOf(args: Args, context: Context): string {
  if (typeof args["query"] === "string") return args["query"];
  if (typeof args["segmentId"] === "string") {
    const segment = findSegment(context, args["segmentId"]);
    if (segment === null) throw new ApiError("Segment does not exist", "NOT_FOUND");
    return text(segment, "query");
  }
  const stored = context.state
    .sql("SELECT * FROM segment_member_queries WHERE gid_key = ?")
    .get(String(args["queryId"]).split("/").at(-1)) as { query: string | null; segment_id: number | null } | undefined;
  if (stored === undefined) throw new ApiError("Customer segment members query does not exist", "NOT_FOUND");
  if (stored.query !== null) return stored.query;
  return memberQueryOf({ segmentId: gid("Segment", stored.segment_id ?? 0) }, context);
}

function listMembers(args: Args, context: Context): SqlListing {
  const compiled = membersWhere(context, memberQueryOf(args, context));
  const base = listTable("CustomerSegmentMember", "customers", { where: [compiled.sql], params: compiled.params });
  const sortKey = String(args["sortKey"] ?? "");
  const sort =
    sortKey === "number_of_orders"
      ? { sql: ORDER_COUNT, kind: "number" as const }
      : sortKey === "amount_spent"
        ? { sql: AMOUNT_SPENT, kind: "number" as const }
        : base.sort;
  const listing: SqlListing = { ...base, sort, reverse: args["reverse"] === true };
  return {
    ...listing,
    extra: {
      totalCount: countOf(context.state, listing),
      statistics: { __typename: "SegmentStatistics", members: listing },
    },
  };
}

function statistics(row: Row, args: Args, context: Context): object {
  const columns: Readonly<Record<string, string>> = { amount_spent: AMOUNT_SPENT, number_of_orders: ORDER_COUNT };
  const column = columns[String(args["attributeName"])];
  if (column === undefined) throw unknownToStore(context, `attributeStatistics(${String(args["attributeName"])})`);
  const listing = row["members"] as SqlListing;
  const found = context.state
    .sql(
      `SELECT COALESCE(AVG(${column}), 0) AS average, COALESCE(SUM(${column}), 0) AS sum FROM customers WHERE ${listing.where.join(" AND ")}`,
    )
    .get(...listing.params) as object;
  return { __typename: "SegmentAttributeStatistics", ...found };
}

const memberError = (field: readonly string[] | null, message: string) => ({
  __typename: "CustomerSegmentMembersQueryUserError",
  field,
  code: "INVALID",
  message,
});

function createMembersQuery(args: Args, context: Context): object {
  const input = args["input"] as { query?: string | null; segmentId?: string | null };
  const refuse = (field: readonly string[] | null, message: string) => ({
    customerSegmentMembersQuery: null,
    userErrors: [memberError(field, message)],
  });
  const hasQuery = typeof input.query === "string";
  const hasSegment = typeof input.segmentId === "string";
  if (hasQuery && hasSegment) return refuse(["input"], "Providing both segment_id and query is not supported.");
  if (!hasQuery && !hasSegment) return refuse(["input"], "You must provide one of segment_id or query.");
  const [error] = hasQuery ? parseSegment(input.query ?? "").errors : [];
  if (error !== undefined) return refuse(null, segmentErrorText(error));
  if (hasSegment && findSegment(context, input.segmentId) === null)
    return refuse(["segmentId"], "Segment does not exist");
  const row = context.state
    .sql(
      "INSERT INTO segment_member_queries (gid_key, query, segment_id, status, created_at) VALUES (?, ?, ?, 'INITIALIZED', ?) RETURNING *",
    )
    .get(
      randomUUID(),
      input.query ?? null,
      hasSegment ? (idOfGid("Segment", input.segmentId ?? "") ?? null) : null,
      nowIso(),
    );
  return { customerSegmentMembersQuery: withType("CustomerSegmentMembersQuery", row), userErrors: [] };
}

/** Recorded: not done and 0 right after creation; the job is finished a second later (README.md, "Assumed"). */
const isDone = (row: Row): boolean => text(row, "created_at") < isoOf(nowMs() - 1000);

export const segmentFields: Registry = {
  Segment: {
    id: gidField("Segment"),
    creationDate: (row) => row["created_at"],
    lastEditDate: (row) => row["updated_at"],
    percentageSnapshot: () => null,
    percentageSnapshotUpdatedAt: () => null,
    tagMigrated: () => false,
    translation: () => null,
    valid: () => true,
  },
  CustomerSegmentMember: {
    ...metafieldFields("Customer"),
    id: gidField("CustomerSegmentMember"),
    displayName,
    amountSpent,
    numberOfOrders,
    defaultEmailAddress: emailAddress,
    defaultPhoneNumber: phoneNumber,
    defaultAddress: () => null,
    mergeable: () => ({
      __typename: "CustomerMergeable",
      isMergeable: true,
      errorFields: [],
      reason: null,
      mergeInProgress: null,
    }),
    lastOrderId: (row, _args, context) => {
      const last = context.state
        .sql("SELECT id FROM orders WHERE customer_id = ? ORDER BY processed_at DESC, id DESC LIMIT 1")
        .get(row["id"]) as { id: number } | undefined;
      return last ? gid("Order", last.id) : null;
    },
  },
  SegmentStatistics: { attributeStatistics: (row, args, context) => statistics(row, args, context) },
  CustomerSegmentMembersQuery: {
    id: (row) => gid("CustomerSegmentMembersQuery", text(row, "gid_key")),
    done: isDone,
    status: (row) => (isDone(row) ? "SUCCESS" : "INITIALIZED"),
    currentCount: (row, _args, context) => {
      if (!isDone(row)) return 0;
      const query = memberQueryOf({ queryId: gid("CustomerSegmentMembersQuery", text(row, "gid_key")) }, context);
      return countOf(context.state, listMembers({ query }, context));
    },
  },
  QueryRoot: {
    segment: (_row, args, context) => {
      const segment = findSegment(context, args["id"]);
      if (segment === null) throw new ApiError("Segment does not exist", "NOT_FOUND");
      return segment;
    },
    segments: (_row, args, context, info) => {
      const fields = {
        default: containsField("segments.name"),
        name: containsField("segments.name"),
        id: numberField("segments.id"),
      };
      const search = compileSearch(context, args["query"], fields, pathOf(info));
      return listTable("Segment", "segments", {
        where: search ? [search.sql] : [],
        params: search?.params ?? [],
        reverse: args["reverse"] === true,
      });
    },
    segmentsCount: (_row, _args, context) => ({
      __typename: "Count",
      count: countOf(context.state, listTable("Segment", "segments")),
      precision: "EXACT",
    }),
    customerSegmentMembers: (_row, args, context) => listMembers(args, context),
    customerSegmentMembersQuery: (_row, args, context) => {
      const row = context.state
        .sql("SELECT * FROM segment_member_queries WHERE gid_key = ?")
        .get(String(args["id"]).split("/").at(-1));
      if (row === undefined) throw new ApiError("Customer segment members query does not exist", "NOT_FOUND");
      return withType("CustomerSegmentMembersQuery", row);
    },
    customerSegmentMembership: (_row, args, context) => {
      const customer = idOfGid("Customer", String(args["customerId"]));
      const memberships = (args["segmentIds"] as string[]).flatMap((segmentId) => {
        const segment = findSegment(context, segmentId);
        if (segment === null) return [];
        const { sql, params } = membersWhere(context, text(segment, "query"));
        const found = context.state.sql(`SELECT 1 FROM customers WHERE id = ? AND ${sql}`).get(customer, ...params);
        return [{ __typename: "SegmentMembership", segmentId, isMember: found !== undefined }];
      });
      return { memberships };
    },
  },
  Mutation: {
    segmentCreate: (_row, args, context) => createSegment(args, context),
    segmentUpdate: (_row, args, context) => updateSegment(args, context),
    segmentDelete: (_row, args, context) => deleteSegment(args, context),
    customerSegmentMembersQueryCreate: (_row, args, context) => createMembersQuery(args, context),
  },
};
