import { randomBytes, randomUUID } from "node:crypto";
import { checkBulkQuery } from "../../bulk/check-query.ts";
import { resultUrl } from "../../bulk/files.ts";
import { isoOf, nowIso, nowMs } from "../../clock.ts";
import { gid } from "../../state.ts";
import { listTable } from "../connection.ts";
import { text, withType } from "../context.ts";
import type { Args, Context, FieldResolver, Registry, Row } from "../context.ts";
import { compileSearch, enumField, numberField, timeField } from "../search.ts";
import { syntaxProblem } from "../syntax.ts";
import { findRow, gidField, idArgument, pathOf } from "./shared.ts";

/** Five of a kind at once per app and shop (recorded: bulk-operation-run-query-concurrency-limit). */
const MOST_AT_ONCE = 5;

type BulkType = "QUERY" | "MUTATION";

function busyProblem(context: Context, type: BulkType): string | undefined {
  const rows = context.state
    .sql("SELECT id FROM bulk_operations WHERE type = ? AND status IN ('CREATED', 'RUNNING', 'CANCELING') ORDER BY id")
    .all(type) as { id: number }[];
  if (rows.length < MOST_AT_ONCE) return undefined;
  const ids = rows.map((row) => gid("BulkOperation", row.id)).join(", ");
  return `A bulk ${type.toLowerCase()} operation for this app and shop is already in progress: ${ids}.`;
}

interface NewOperation {
  readonly type: BulkType;
  readonly query: string;
  readonly grouped: boolean;
  readonly stagedPath: string | null;
  readonly clientIdentifier: string | null;
}

function insertOperation(context: Context, operation: NewOperation): Row | null {
  return withType(
    "BulkOperation",
    context.state
      .sql(
        `INSERT INTO bulk_operations (type, status, query, group_objects, staged_upload_path, client_identifier, scopes_json, installation_id, created_at)
         VALUES (?, 'CREATED', ?, ?, ?, ?, ?, ?, ?) RETURNING *`,
      )
      .get(
        operation.type,
        operation.query,
        operation.grouped ? 1 : 0,
        operation.stagedPath,
        operation.clientIdentifier,
        JSON.stringify([...context.scopes]),
        context.installationId,
        nowIso(),
      ),
  );
}

function runQuery(args: Args, context: Context): object {
  const error = (field: readonly string[] | null, message: string, code: string) => ({
    __typename: "BulkOperationUserError",
    field,
    message,
    code,
  });
  const query = String(args["query"]);
  const { problems } = checkBulkQuery(query);
  if (problems.length > 0) {
    return { bulkOperation: null, userErrors: problems.map((problem) => error(["query"], problem, "INVALID")) };
  }
  const busy = busyProblem(context, "QUERY");
  if (busy !== undefined) return { bulkOperation: null, userErrors: [error(null, busy, "OPERATION_IN_PROGRESS")] };
  const grouped = args["groupObjects"] === true;
  const row = insertOperation(context, { type: "QUERY", query, grouped, stagedPath: null, clientIdentifier: null });
  return { bulkOperation: row, userErrors: [] };
}

function runMutation(args: Args, context: Context): object {
  const refuse = (field: readonly string[] | null, message: string, code: string) => ({
    bulkOperation: null,
    userErrors: [{ __typename: "BulkMutationUserError", field, message, code }],
  });
  const mutation = String(args["mutation"]);
  const problem = syntaxProblem(mutation);
  if (problem !== undefined)
    return refuse(["mutation"], `Failed to parse the mutation - ${problem}`, "INVALID_MUTATION");
  const path = String(args["stagedUploadPath"]);
  const staged = context.state.sql("SELECT 1 FROM staged_uploads WHERE key = ? AND body IS NOT NULL").get(path);
  if (staged === undefined) {
    const message =
      "The JSONL file could not be found. Try uploading the file again, and check that you've entered the URL correctly for the stagedUploadPath mutation argument.";
    return refuse(null, message, "NO_SUCH_FILE");
  }
  const busy = busyProblem(context, "MUTATION");
  if (busy !== undefined) return refuse(null, busy, "OPERATION_IN_PROGRESS");
  const clientIdentifier = typeof args["clientIdentifier"] === "string" ? args["clientIdentifier"] : null;
  const row = insertOperation(context, {
    type: "MUTATION",
    query: mutation,
    grouped: false,
    stagedPath: path,
    clientIdentifier,
  });
  return { bulkOperation: row, userErrors: [] };
}

function cancel(args: Args, context: Context): object {
  const row = findRow(context, "BulkOperation", "bulk_operations", idArgument(args, "BulkOperation"));
  const refuse = (operation: Row | null, field: readonly string[] | null, message: string) => ({
    bulkOperation: operation,
    userErrors: [{ __typename: "UserError", field, message }],
  });
  if (row === null) return refuse(null, ["id"], "Bulk operation does not exist");
  const status = text(row, "status");
  if (!["CREATED", "RUNNING", "CANCELING"].includes(status)) {
    return refuse(row, null, `A bulk operation cannot be canceled when it is ${status.toLowerCase()}`);
  }
  const next =
    status === "CREATED" ? "UPDATE bulk_operations SET status = 'CANCELED', completed_at = ? WHERE id = ?" : undefined;
  if (next) context.state.sql(next).run(nowIso(), row["id"]);
  else context.state.sql("UPDATE bulk_operations SET status = 'CANCELING' WHERE id = ?").run(row["id"]);
  return { bulkOperation: withType("BulkOperation", { ...row, status: "CANCELING" }), userErrors: [] };
}

function stageUploads(args: Args, context: Context): object {
  const inputs = args["input"] as { filename: string; mimeType: string; resource: string; httpMethod?: string }[];
  const shopId = (context.state.sql("SELECT id FROM shop").get() as { id: number }).id;
  const url = "https://shopify-staged-uploads.storage.googleapis.com/";
  const stagedTargets = inputs.map((input) => {
    const key = `tmp/${shopId}/bulk/${randomUUID()}/${input.filename}`;
    context.state
      .sql("INSERT INTO staged_uploads (key, resource, filename, mime_type, created_at) VALUES (?, ?, ?, ?, ?)")
      .run(key, input.resource, input.filename, input.mimeType, nowIso());
    const date = isoOf(nowMs()).replaceAll(/[-:]/g, "");
    const values: [string, string][] = [
      ["Content-Type", input.mimeType],
      ["success_action_status", "201"],
      ["acl", "private"],
      ["key", key],
      ["x-goog-date", date],
      [
        "x-goog-credential",
        `merchant-assets@shopify-tiers.iam.gserviceaccount.com/${date.slice(0, 8)}/auto/storage/goog4_request`,
      ],
      ["x-goog-algorithm", "GOOG4-RSA-SHA256"],
      ["x-goog-signature", randomBytes(32).toString("hex")],
      ["policy", Buffer.from(JSON.stringify({ conditions: [{ key }] })).toString("base64")],
    ];
    const parameters = values.map(([name, value]) => ({ __typename: "StagedUploadParameter", name, value }));
    return { __typename: "StagedMediaUploadTarget", url, resourceUrl: url, parameters };
  });
  return { stagedTargets, userErrors: [] };
}

const urlOf =
  (column: string): FieldResolver =>
  (row) =>
    row[column] === null ? null : resultUrl(text(row, column), row["id"], text(row, "completed_at"));

export const bulkFields: Registry = {
  BulkOperation: {
    id: gidField("BulkOperation"),
    objectCount: (row) => text(row, "object_count"),
    rootObjectCount: (row) => text(row, "root_object_count"),
    fileSize: (row) => (row["file_size"] === null ? null : text(row, "file_size")),
    url: urlOf("file_key"),
    partialDataUrl: urlOf("partial_file_key"),
  },
  QueryRoot: {
    bulkOperation: (_row, args, context) =>
      findRow(context, "BulkOperation", "bulk_operations", idArgument(args, "BulkOperation")),
    currentBulkOperation: (_row, args, context) =>
      withType(
        "BulkOperation",
        context.state
          .sql("SELECT * FROM bulk_operations WHERE type = ? ORDER BY id DESC LIMIT 1")
          .get(String(args["type"] ?? "QUERY")),
      ),
    bulkOperations: (_row, args, context, info) => {
      const fields = {
        id: numberField("bulk_operations.id"),
        status: enumField("bulk_operations.status", [
          "CANCELED",
          "CANCELING",
          "COMPLETED",
          "CREATED",
          "FAILED",
          "RUNNING",
        ]),
        operation_type: enumField("bulk_operations.type", ["QUERY", "MUTATION"]),
        created_at: timeField("bulk_operations.created_at", "created_at"),
      };
      const search = compileSearch(context, args["query"], fields, pathOf(info));
      const byCompletion = args["sortKey"] === "COMPLETED_AT";
      return listTable("BulkOperation", "bulk_operations", {
        where: search ? [search.sql] : [],
        params: search?.params ?? [],
        sort: { sql: `bulk_operations.${byCompletion ? "completed_at" : "created_at"}`, kind: "time" },
        reverse: args["reverse"] === true,
      });
    },
  },
  Mutation: {
    bulkOperationRunQuery: (_row, args, context) => runQuery(args, context),
    bulkOperationRunMutation: (_row, args, context) => runMutation(args, context),
    bulkOperationCancel: (_row, args, context) => cancel(args, context),
    stagedUploadsCreate: (_row, args, context) => stageUploads(args, context),
  },
};
