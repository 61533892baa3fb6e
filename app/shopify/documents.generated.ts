// Made by `node tools/generate-documents.ts` from Shopify's schema and our documents. Do not edit.
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
type BulkOperationErrorCode = "ACCESS_DENIED" | "INTERNAL_SERVER_ERROR" | "TIMEOUT";

type BulkOperationStatus = "CANCELED" | "CANCELING" | "COMPLETED" | "CREATED" | "EXPIRED" | "FAILED" | "RUNNING";

type BulkOperationUserErrorCode = "INVALID" | "LIMIT_REACHED" | "OPERATION_IN_PROGRESS";

type CurrencyCode = string;

type MetafieldIdentifierInput = {
  key: string;
  namespace: string;
  ownerId: string;
};

type MetafieldsSetInput = {
  compareDigest?: string | null | undefined;
  key: string;
  namespace?: string | null | undefined;
  ownerId: string;
  type?: string | null | undefined;
  value: string;
};

type MetafieldsSetUserErrorCode =
  | "APP_NOT_AUTHORIZED"
  | "BLANK"
  | "CAPABILITY_VIOLATION"
  | "INCLUSION"
  | "INTERNAL_ERROR"
  | "INVALID"
  | "INVALID_COMPARE_DIGEST"
  | "INVALID_TYPE"
  | "INVALID_VALUE"
  | "LESS_THAN_OR_EQUAL_TO"
  | "PRESENT"
  | "STALE_OBJECT"
  | "TAKEN"
  | "TOO_LONG"
  | "TOO_SHORT";

type ProductStatus = "ACTIVE" | "ARCHIVED" | "DRAFT" | "UNLISTED";

export type FindProductQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;

export type FindProductQuery = {
  product: {
    id: string;
    handle: string;
    title: string;
    productType: string;
    vendor: string;
    tags: Array<string>;
    status: ProductStatus;
    publishedAt: string | null;
    updatedAt: string;
    featuredMedia:
      | { preview: { image: { url: string } | null } | null }
      | { preview: { image: { url: string } | null } | null }
      | { preview: { image: { url: string } | null } | null }
      | { preview: { image: { url: string } | null } | null }
      | null;
    variants: {
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
      nodes: Array<{ id: string; title: string; price: string; position: number; availableForSale: boolean }>;
    };
  } | null;
};

export type FindContactsQueryVariables = Exact<{
  ids: Array<string>;
}>;

export type FindContactsQuery = {
  nodes: Array<
    | { id: string; displayName: string; defaultEmailAddress: { emailAddress: string } | null }
    | Record<PropertyKey, never>
    | null
  >;
};

export type ChangeTagsMutationVariables = Exact<{
  id: string;
  remove: Array<string>;
  removing: boolean;
  add: Array<string>;
  adding: boolean;
}>;

export type ChangeTagsMutation = {
  removed?: { userErrors: Array<{ field: Array<string> | null; message: string }> } | null;
  added?: { userErrors: Array<{ field: Array<string> | null; message: string }> } | null;
};

export type CreateNativeSegmentMutationVariables = Exact<{
  name: string;
  query: string;
}>;

export type CreateNativeSegmentMutation = {
  segmentCreate: {
    segment: { id: string } | null;
    userErrors: Array<{ field: Array<string> | null; message: string }>;
  } | null;
};

export type DeleteNativeSegmentMutationVariables = Exact<{
  id: string;
}>;

export type DeleteNativeSegmentMutation = {
  segmentDelete: {
    deletedSegmentId: string | null;
    userErrors: Array<{ field: Array<string> | null; message: string }>;
  } | null;
};

export type FindCustomerTagsQueryVariables = Exact<{
  id: string;
}>;

export type FindCustomerTagsQuery = { customer: { tags: Array<string> } | null };

export type FindNativeSegmentsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;

export type FindNativeSegmentsQuery = {
  segments: {
    nodes: Array<{ id: string; name: string; query: string }>;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
};

export type UpdateNativeSegmentMutationVariables = Exact<{
  id: string;
  name: string;
  query: string;
}>;

export type UpdateNativeSegmentMutation = {
  segmentUpdate: {
    segment: { id: string } | null;
    userErrors: Array<{ field: Array<string> | null; message: string }>;
  } | null;
};

export type BulkCustomersQueryVariables = Exact<{ [key: string]: never }>;

export type BulkCustomersQuery = {
  customers: { edges: Array<{ node: { id: string; numberOfOrders: string; amountSpent: { amount: string } } }> };
};

export type BulkOrdersQueryVariables = Exact<{ [key: string]: never }>;

export type BulkOrdersQuery = {
  orders: {
    edges: Array<{
      node: {
        id: string;
        name: string;
        processedAt: string;
        updatedAt: string;
        cancelledAt: string | null;
        currencyCode: CurrencyCode;
        cartToken: string | null;
        checkoutToken: string | null;
        customer: { id: string } | null;
        customAttributes: Array<{ key: string; value: string | null }>;
        totalRefundedSet: { shopMoney: { amount: string } };
        lineItems: {
          edges: Array<{
            node: {
              id: string;
              quantity: number;
              originalUnitPriceSet: { shopMoney: { amount: string } };
              product: { id: string } | null;
              variant: { id: string } | null;
            };
          }>;
        };
      };
    }>;
  };
};

export type BulkProductsQueryVariables = Exact<{ [key: string]: never }>;

export type BulkProductsQuery = {
  products: {
    edges: Array<{
      node: {
        id: string;
        handle: string;
        title: string;
        productType: string;
        vendor: string;
        tags: Array<string>;
        status: ProductStatus;
        publishedAt: string | null;
        updatedAt: string;
        featuredMedia:
          | { preview: { image: { url: string } | null } | null }
          | { preview: { image: { url: string } | null } | null }
          | { preview: { image: { url: string } | null } | null }
          | { preview: { image: { url: string } | null } | null }
          | null;
        variants: {
          edges: Array<{
            node: { id: string; title: string; price: string; position: number; availableForSale: boolean };
          }>;
        };
      };
    }>;
  };
};

export type FindBulkOperationQueryVariables = Exact<{
  id: string;
}>;

export type FindBulkOperationQuery = {
  bulkOperation: {
    id: string;
    status: BulkOperationStatus;
    errorCode: BulkOperationErrorCode | null;
    objectCount: string;
    fileSize: string | null;
    url: string | null;
    partialDataUrl: string | null;
  } | null;
};

export type RunBulkQueryMutationVariables = Exact<{
  query: string;
}>;

export type RunBulkQueryMutation = {
  bulkOperationRunQuery: {
    bulkOperation: { id: string; status: BulkOperationStatus } | null;
    userErrors: Array<{ code: BulkOperationUserErrorCode | null; field: Array<string> | null; message: string }>;
  } | null;
};

export type FindCustomerFactsQueryVariables = Exact<{
  id: string;
}>;

export type FindCustomerFactsQuery = {
  customer: { id: string; numberOfOrders: string; amountSpent: { amount: string } } | null;
};

export type FindOrderQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;

export type FindOrderQuery = {
  order: {
    id: string;
    name: string;
    processedAt: string;
    updatedAt: string;
    cancelledAt: string | null;
    currencyCode: CurrencyCode;
    cartToken: string | null;
    checkoutToken: string | null;
    customer: { id: string } | null;
    customAttributes: Array<{ key: string; value: string | null }>;
    totalRefundedSet: { shopMoney: { amount: string } };
    lineItems: {
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
      nodes: Array<{
        id: string;
        quantity: number;
        originalUnitPriceSet: { shopMoney: { amount: string } };
        product: { id: string } | null;
        variant: { id: string } | null;
      }>;
    };
  } | null;
};

export type DeleteQuizMetafieldMutationVariables = Exact<{
  metafields: Array<MetafieldIdentifierInput>;
}>;

export type DeleteQuizMetafieldMutation = {
  metafieldsDelete: { userErrors: Array<{ field: Array<string> | null; message: string }> } | null;
};

export type FindInstallationQueryVariables = Exact<{ [key: string]: never }>;

export type FindInstallationQuery = { currentAppInstallation: { id: string } };

export type SetQuizMetafieldMutationVariables = Exact<{
  metafields: Array<MetafieldsSetInput>;
}>;

export type SetQuizMetafieldMutation = {
  metafieldsSet: {
    userErrors: Array<{ code: MetafieldsSetUserErrorCode | null; field: Array<string> | null; message: string }>;
  } | null;
};

export type ReadShopQueryVariables = Exact<{ [key: string]: never }>;

export type ReadShopQuery = {
  shop: { name: string; currencyCode: CurrencyCode; ianaTimezone: string };
  currentAppInstallation: { accessScopes: Array<{ handle: string }> };
};
