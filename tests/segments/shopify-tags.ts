import type { AdminClient, AdminReply, TypedDocument } from "../../app/shopify/admin.ts";
import { Unreachable } from "../../app/shopify/admin.ts";

/** Where the wire breaks: before Shopify hears of it, or after Shopify did it. */
export type Break = "before" | "after";

interface Customer {
  tags: string[];
}

/**
 * Stands in for Shopify behind the port `AdminClient`: customers' tags with Shopify's rules (case does not tell tags apart,
 * commas split, 250 at most) and native segments. Keeps what it was asked.
 */
export class ShopifyTags {
  readonly customers = new Map<string, Customer>();
  readonly segments: { id: string; name: string; query: string }[] = [];
  readonly asked: string[] = [];
  /** How the next calls break, in order; undefined: not at all. */
  breaks: (Break | undefined)[] = [];
  /** Documents that are not carried out, and said so beside the reply. */
  denied: string[] = [];
  #numbers = 100;

  readonly admin: AdminClient = {
    request: <T, V>(document: TypedDocument<T, V>, variables: NoInfer<V>): Promise<AdminReply<T>> =>
      this.#answer(document.name, variables as Record<string, unknown>) as Promise<AdminReply<T>>,
  };
  readonly adminFor = () => Promise.resolve(this.admin);

  async #answer(name: string, variables: Record<string, unknown>): Promise<AdminReply<unknown>> {
    const broken = this.breaks.shift();
    if (broken === "before") throw new Unreachable(1000, "connection refused", true);
    this.asked.push(name);
    if (this.denied.includes(name)) {
      const error = { code: "ACCESS_DENIED", message: "Access denied." };
      return { data: { customer: null }, partialErrors: [error] } as unknown as AdminReply<unknown>;
    }
    const data = this.#carryOut(name, variables);
    if (broken === "after") throw new Unreachable(1000, "connection reset", false);
    return { data, partialErrors: [] };
  }

  #carryOut(name: string, variables: Record<string, unknown>): unknown {
    const text = (key: string) => String(variables[key]);
    switch (name) {
      case "FindCustomerTags": {
        const customer = this.customers.get(text("id"));
        return { customer: customer === undefined ? null : { tags: [...customer.tags] } };
      }
      case "FindCustomerFacts": {
        const id = text("id");
        const facts = { id, numberOfOrders: "0", amountSpent: { amount: "0.0" } };
        return { customer: this.customers.has(id) ? facts : null };
      }
      case "ChangeTags":
        return {
          ...(variables["removing"] === true
            ? { removed: this.#removeTags(text("id"), variables["remove"] as string[]) }
            : {}),
          ...(variables["adding"] === true ? { added: this.#addTags(text("id"), variables["add"] as string[]) } : {}),
        };
      case "FindNativeSegments":
        return { segments: { nodes: [...this.segments], pageInfo: { hasNextPage: false, endCursor: null } } };
      case "CreateNativeSegment": {
        if (this.segments.some((segment) => segment.name === text("name"))) {
          return {
            segmentCreate: { segment: null, userErrors: [{ field: ["name"], message: "Name has already been taken" }] },
          };
        }
        this.#numbers += 1;
        const id = `gid://shopify/Segment/${this.#numbers}`;
        this.segments.push({ id, name: text("name"), query: text("query") });
        return { segmentCreate: { segment: { id }, userErrors: [] } };
      }
      case "UpdateNativeSegment": {
        const found = this.segments.find(({ id }) => id === text("id"));
        const missing = [{ field: ["id"], message: "Segment does not exist" }];
        if (found === undefined) return { segmentUpdate: { segment: null, userErrors: missing } };
        Object.assign(found, { name: text("name"), query: text("query") });
        return { segmentUpdate: { segment: { id: found.id }, userErrors: [] } };
      }
      case "DeleteNativeSegment": {
        const index = this.segments.findIndex(({ id }) => id === text("id"));
        if (index >= 0) this.segments.splice(index, 1);
        return { segmentDelete: { deletedSegmentId: index >= 0 ? text("id") : null, userErrors: [] } };
      }
      default:
        throw new Error(`Unknown operation: ${name}`);
    }
  }

  #addTags(id: string, tags: string[]) {
    const customer = this.customers.get(id);
    if (customer === undefined) return { userErrors: [{ field: ["id"], message: "Customer does not exist" }] };
    for (const tag of tags.flatMap((one) => one.split(",")).map((one) => one.trim())) {
      if (customer.tags.some((has) => has.toLowerCase() === tag.toLowerCase())) continue;
      if (customer.tags.length >= 250)
        return { userErrors: [{ field: ["tags"], message: "Tags exceeded the maximum of 250" }] };
      customer.tags.push(tag);
    }
    return { userErrors: [] };
  }

  #removeTags(id: string, tags: string[]) {
    const customer = this.customers.get(id);
    if (customer === undefined) return { userErrors: [{ field: ["id"], message: "Customer does not exist" }] };
    const gone = new Set(tags.map((tag) => tag.toLowerCase()));
    customer.tags = customer.tags.filter((tag) => !gone.has(tag.toLowerCase()));
    return { userErrors: [] };
  }
}
