// Made by `node tools/generate-documents.ts` from Shopify's schema and our documents. Do not edit.
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
type BulkOperationErrorCode = "ACCESS_DENIED" | "INTERNAL_SERVER_ERROR" | "TIMEOUT";

type BulkOperationStatus = "CANCELED" | "CANCELING" | "COMPLETED" | "CREATED" | "EXPIRED" | "FAILED" | "RUNNING";

type BulkOperationUserErrorCode = "INVALID" | "LIMIT_REACHED" | "OPERATION_IN_PROGRESS";

type CountryCode = string;

type CurrencyCode = string;

type CustomerEmailMarketingConsentInput = {
  consentUpdatedAt?: string | null | undefined;
  marketingOptInLevel?: CustomerMarketingOptInLevel | null | undefined;
  marketingState: CustomerEmailMarketingState;
  sourceLocationId?: string | null | undefined;
};

type CustomerEmailMarketingConsentUpdateInput = {
  customerId: string;
  emailMarketingConsent: CustomerEmailMarketingConsentInput;
};

type CustomerEmailMarketingState =
  "INVALID" | "NOT_SUBSCRIBED" | "PENDING" | "REDACTED" | "SUBSCRIBED" | "UNSUBSCRIBED";

type CustomerIdentifierInput =
  | { customId: UniqueMetafieldValueInput; emailAddress?: never; id?: never; phoneNumber?: never }
  | { customId?: never; emailAddress: string; id?: never; phoneNumber?: never }
  | { customId?: never; emailAddress?: never; id: string; phoneNumber?: never }
  | { customId?: never; emailAddress?: never; id?: never; phoneNumber: string };

type CustomerInput = {
  /**
   * @deprecated Use the dedicated address mutations (`customerAddressCreate`, `customerAddressUpdate`, `customerAddressDelete`) instead.
   *
   */
  addresses?: Array<MailingAddressInput> | null | undefined;
  email?: string | null | undefined;
  emailMarketingConsent?: CustomerEmailMarketingConsentInput | null | undefined;
  firstName?: string | null | undefined;
  id?: string | null | undefined;
  lastName?: string | null | undefined;
  locale?: string | null | undefined;
  metafields?: Array<MetafieldInput> | null | undefined;
  multipassIdentifier?: string | null | undefined;
  note?: string | null | undefined;
  phone?: string | null | undefined;
  smsMarketingConsent?: CustomerSmsMarketingConsentInput | null | undefined;
  tags?: Array<string> | null | undefined;
  taxExempt?: boolean | null | undefined;
  taxExemptions?: Array<TaxExemption> | null | undefined;
  whatsAppMarketingConsent?: CustomerMarketingConsentInput | null | undefined;
};

type CustomerMarketingConsentInput = {
  optInLevel?: CustomerMarketingOptInLevel | null | undefined;
  sourceLocationId?: string | null | undefined;
  state: CustomerMarketingConsentState;
  updatedAt?: string | null | undefined;
};

type CustomerMarketingConsentState = "NEVER_SUBSCRIBED" | "PENDING" | "REDACTED" | "SUBSCRIBED" | "UNSUBSCRIBED";

type CustomerMarketingOptInLevel = "CONFIRMED_OPT_IN" | "SINGLE_OPT_IN" | "UNKNOWN";

type CustomerSmsMarketingConsentInput = {
  consentUpdatedAt?: string | null | undefined;
  marketingOptInLevel?: CustomerMarketingOptInLevel | null | undefined;
  marketingState: CustomerSmsMarketingState;
  sourceLocationId?: string | null | undefined;
};

type CustomerSmsMarketingState = "NOT_SUBSCRIBED" | "PENDING" | "REDACTED" | "SUBSCRIBED" | "UNSUBSCRIBED";

type DiscountAmountInput = {
  amount?: string | null | undefined;
  appliesOnEachItem?: boolean | null | undefined;
};

type DiscountBuyerSelection = "ALL";

type DiscountCodeBasicInput = {
  appliesOncePerCustomer?: boolean | null | undefined;
  code?: string | null | undefined;
  combinesWith?: DiscountCombinesWithInput | null | undefined;
  context?: DiscountContextInput | null | undefined;
  customerGets?: DiscountCustomerGetsInput | null | undefined;
  /** @deprecated Use `context` instead. */
  customerSelection?: DiscountCustomerSelectionInput | null | undefined;
  endsAt?: string | null | undefined;
  minimumRequirement?: DiscountMinimumRequirementInput | null | undefined;
  recurringCycleLimit?: number | null | undefined;
  startsAt?: string | null | undefined;
  tags?: Array<string> | null | undefined;
  title?: string | null | undefined;
  usageLimit?: number | null | undefined;
};

type DiscountCollectionsInput = {
  add?: Array<string> | null | undefined;
  remove?: Array<string> | null | undefined;
};

type DiscountCombinesWithInput = {
  orderDiscounts?: boolean | null | undefined;
  productDiscounts?: boolean | null | undefined;
  productDiscountsWithTagsOnSameCartLine?: ProductDiscountsWithTagsOnSameCartLineInput | null | undefined;
  shippingDiscounts?: boolean | null | undefined;
};

type DiscountContextInput =
  | { all: DiscountBuyerSelection; customerSegments?: never; customers?: never; markets?: never }
  | { all?: never; customerSegments: DiscountCustomerSegmentsInput; customers?: never; markets?: never }
  | { all?: never; customerSegments?: never; customers: DiscountCustomersInput; markets?: never }
  | { all?: never; customerSegments?: never; customers?: never; markets: DiscountMarketsInput };

type DiscountCustomerGetsInput = {
  appliesOnOneTimePurchase?: boolean | null | undefined;
  appliesOnSubscription?: boolean | null | undefined;
  items?: DiscountItemsInput | null | undefined;
  value?: DiscountCustomerGetsValueInput | null | undefined;
};

type DiscountCustomerGetsValueInput = {
  discountAmount?: DiscountAmountInput | null | undefined;
  discountOnQuantity?: DiscountOnQuantityInput | null | undefined;
  percentage?: number | null | undefined;
};

type DiscountCustomerSegmentsInput = {
  add?: Array<string> | null | undefined;
  remove?: Array<string> | null | undefined;
};

type DiscountCustomerSelectionInput = {
  all?: boolean | null | undefined;
  customerSegments?: DiscountCustomerSegmentsInput | null | undefined;
  customers?: DiscountCustomersInput | null | undefined;
};

type DiscountCustomersInput = {
  add?: Array<string> | null | undefined;
  remove?: Array<string> | null | undefined;
};

type DiscountEffectInput = {
  amount?: string | null | undefined;
  percentage?: number | null | undefined;
};

type DiscountErrorCode =
  | "ACTIVE_PERIOD_OVERLAP"
  | "APPLIES_ON_NOTHING"
  | "BLANK"
  | "CONFLICT"
  | "DISCOUNT_NOT_COMPATIBLE_WITH_CONDITION_TYPES"
  | "DUPLICATE"
  | "END_DATE_BEFORE_START_DATE"
  | "EQUAL_TO"
  | "EXCEEDED_MAX"
  | "GREATER_THAN"
  | "GREATER_THAN_OR_EQUAL_TO"
  | "IMPLICIT_DUPLICATE"
  | "INCLUSION"
  | "INTERNAL_ERROR"
  | "INVALID"
  | "INVALID_COMBINES_WITH_FOR_DISCOUNT_CLASS"
  | "INVALID_DISCOUNT_CLASS_FOR_PRICE_RULE"
  | "INVALID_PRODUCT_DISCOUNTS_FALSE_WITH_EXISTING_TAGS_ON_SAME_CART_LINE"
  | "INVALID_PRODUCT_DISCOUNTS_WITH_TAGS_ON_SAME_CART_LINE_FOR_DISCOUNT_CLASS"
  | "INVALID_PRODUCT_DISCOUNTS_WITH_TAGS_ON_SAME_CART_LINE_WITHOUT_PRODUCT_DISCOUNTS"
  | "INVALID_TAG_LENGTH"
  | "LESS_THAN"
  | "LESS_THAN_OR_EQUAL_TO"
  | "MAX_APP_DISCOUNTS"
  | "MINIMUM_SUBTOTAL_AND_QUANTITY_RANGE_BOTH_PRESENT"
  | "MISSING_ARGUMENT"
  | "MISSING_FUNCTION_IDENTIFIER"
  | "MULTIPLE_FUNCTION_IDENTIFIERS"
  | "MULTIPLE_RECURRING_CYCLE_LIMIT_FOR_NON_SUBSCRIPTION_ITEMS"
  | "PRESENT"
  | "PRODUCT_DISCOUNTS_WITH_TAGS_ON_SAME_CART_LINE_NOT_ENTITLED"
  | "RECURRING_CYCLE_LIMIT_NOT_A_VALID_INTEGER"
  | "TAKEN"
  | "TOO_LONG"
  | "TOO_MANY_ARGUMENTS"
  | "TOO_MANY_PRODUCT_DISCOUNTS_WITH_TAGS_ON_SAME_CART_LINE"
  | "TOO_MANY_TAGS"
  | "TOO_SHORT"
  | "VALUE_OUTSIDE_RANGE";

type DiscountItemsInput = {
  all?: boolean | null | undefined;
  collections?: DiscountCollectionsInput | null | undefined;
  products?: DiscountProductsInput | null | undefined;
};

type DiscountMarketsInput = {
  add?: Array<string> | null | undefined;
  remove?: Array<string> | null | undefined;
};

type DiscountMinimumQuantityInput = {
  greaterThanOrEqualToQuantity?: string | null | undefined;
};

type DiscountMinimumRequirementInput = {
  quantity?: DiscountMinimumQuantityInput | null | undefined;
  subtotal?: DiscountMinimumSubtotalInput | null | undefined;
};

type DiscountMinimumSubtotalInput = {
  greaterThanOrEqualToSubtotal?: string | null | undefined;
};

type DiscountOnQuantityInput = {
  effect?: DiscountEffectInput | null | undefined;
  quantity?: string | null | undefined;
};

type DiscountProductsInput = {
  productVariantsToAdd?: Array<string> | null | undefined;
  productVariantsToRemove?: Array<string> | null | undefined;
  productsToAdd?: Array<string> | null | undefined;
  productsToRemove?: Array<string> | null | undefined;
};

type DiscountRedeemCodeInput = {
  code: string;
};

type MailingAddressInput = {
  address1?: string | null | undefined;
  address2?: string | null | undefined;
  city?: string | null | undefined;
  company?: string | null | undefined;
  /** @deprecated Use `countryCode` instead. */
  country?: string | null | undefined;
  countryCode?: CountryCode | null | undefined;
  firstName?: string | null | undefined;
  /** @deprecated Not needed for 90% of mutations, and provided separately where it is needed. */
  id?: string | null | undefined;
  lastName?: string | null | undefined;
  phone?: string | null | undefined;
  /** @deprecated Use `provinceCode` instead. */
  province?: string | null | undefined;
  provinceCode?: string | null | undefined;
  zip?: string | null | undefined;
};

type MetafieldIdentifierInput = {
  key: string;
  namespace: string;
  ownerId: string;
};

type MetafieldInput = {
  id?: string | null | undefined;
  key?: string | null | undefined;
  namespace?: string | null | undefined;
  type?: string | null | undefined;
  value?: string | null | undefined;
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

type ProductDiscountsWithTagsOnSameCartLineInput = {
  add?: Array<string> | null | undefined;
  remove?: Array<string> | null | undefined;
};

type ProductStatus = "ACTIVE" | "ARCHIVED" | "DRAFT" | "UNLISTED";

type TaxExemption = string;

type UniqueMetafieldValueInput = {
  key: string;
  namespace?: string | null | undefined;
  value: string;
};

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
    metafields: { nodes: Array<{ namespace: string; type: string; value: string }> };
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

export type SearchCustomersQueryVariables = Exact<{
  query: string;
  first: number;
}>;

export type SearchCustomersQuery = { customers: { nodes: Array<{ id: string }>; pageInfo: { hasNextPage: boolean } } };

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

export type CreateSubscriberMutationVariables = Exact<{
  input: CustomerInput;
}>;

export type CreateSubscriberMutation = {
  customerCreate: {
    customer: { id: string } | null;
    userErrors: Array<{ field: Array<string> | null; message: string }>;
  } | null;
};

export type FindCustomerByAddressQueryVariables = Exact<{
  identifier: CustomerIdentifierInput;
}>;

export type FindCustomerByAddressQuery = { customerByIdentifier: { id: string } | null };

export type SaveSubscriptionMutationVariables = Exact<{
  input: CustomerEmailMarketingConsentUpdateInput;
}>;

export type SaveSubscriptionMutation = {
  customerEmailMarketingConsentUpdate: { userErrors: Array<{ field: Array<string> | null; message: string }> } | null;
};

export type SaveSubscriptionSourceMutationVariables = Exact<{
  metafields: Array<MetafieldsSetInput>;
}>;

export type SaveSubscriptionSourceMutation = {
  metafieldsSet: { userErrors: Array<{ field: Array<string> | null; message: string }> } | null;
};

export type AddDiscountCodesMutationVariables = Exact<{
  discountId: string;
  codes: Array<DiscountRedeemCodeInput>;
}>;

export type AddDiscountCodesMutation = {
  discountRedeemCodeBulkAdd: {
    bulkCreation: { id: string } | null;
    userErrors: Array<{ field: Array<string> | null; message: string; code: DiscountErrorCode | null }>;
  } | null;
};

export type CreateDiscountMutationVariables = Exact<{
  discount: DiscountCodeBasicInput;
}>;

export type CreateDiscountMutation = {
  discountCodeBasicCreate: {
    codeDiscountNode: { id: string } | null;
    userErrors: Array<{ field: Array<string> | null; message: string; code: DiscountErrorCode | null }>;
  } | null;
};

export type DeleteDiscountCodesMutationVariables = Exact<{
  discountId: string;
  ids: Array<string>;
}>;

export type DeleteDiscountCodesMutation = {
  discountCodeRedeemCodeBulkDelete: { userErrors: Array<{ field: Array<string> | null; message: string }> } | null;
};

export type FindCodeCreationQueryVariables = Exact<{
  id: string;
}>;

export type FindCodeCreationQuery = {
  discountRedeemCodeBulkCreation: {
    done: boolean;
    codes: { nodes: Array<{ code: string; discountRedeemCode: { id: string } | null }> };
  } | null;
};

export type FindDiscountByCodeQueryVariables = Exact<{
  code: string;
}>;

export type FindDiscountByCodeQuery = {
  codeDiscountNodeByCode: {
    id: string;
    codeDiscount: { codes: { nodes: Array<{ id: string }> } } | Record<PropertyKey, never>;
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
        checkoutToken: string | null;
        customer: { id: string } | null;
        customAttributes: Array<{ key: string; value: string | null }>;
        totalPriceSet: { shopMoney: { amount: string } };
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
        metafields: { edges: Array<{ node: { id: string; namespace: string; type: string; value: string } }> };
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
    checkoutToken: string | null;
    customer: { id: string } | null;
    customAttributes: Array<{ key: string; value: string | null }>;
    totalPriceSet: { shopMoney: { amount: string } };
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
