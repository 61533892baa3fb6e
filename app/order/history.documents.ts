import { graphql } from "../shopify/admin.ts";
import type {
  BulkCustomersQuery,
  BulkCustomersQueryVariables,
  BulkOrdersQuery,
  BulkOrdersQueryVariables,
  BulkProductsQuery,
  BulkProductsQueryVariables,
  FindBulkOperationQuery,
  FindBulkOperationQueryVariables,
  RunBulkQueryMutation,
  RunBulkQueryMutationVariables,
} from "../shopify/documents.generated.ts";

export const RunBulkQuery = graphql<RunBulkQueryMutation, RunBulkQueryMutationVariables>(`
  mutation RunBulkQuery($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: false) {
      bulkOperation {
        id
        status
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const FindBulkOperation = graphql<FindBulkOperationQuery, FindBulkOperationQueryVariables>(`
  query FindBulkOperation($id: ID!) {
    bulkOperation(id: $id) {
      id
      status
      errorCode
      objectCount
      fileSize
      url
      partialDataUrl
    }
  }
`);

// The three below are never sent as they are: their text is what a bulk operation runs, its lines are read by order-lines and others.

export const BulkOrders = graphql<BulkOrdersQuery, BulkOrdersQueryVariables>(`
  query BulkOrders {
    orders {
      edges {
        node {
          id
          name
          processedAt
          updatedAt
          cancelledAt
          currencyCode
          checkoutToken
          customer {
            id
          }
          customAttributes {
            key
            value
          }
          totalPriceSet {
            shopMoney {
              amount
            }
          }
          totalRefundedSet {
            shopMoney {
              amount
            }
          }
          lineItems {
            edges {
              node {
                id
                quantity
                originalUnitPriceSet {
                  shopMoney {
                    amount
                  }
                }
                product {
                  id
                }
                variant {
                  id
                }
              }
            }
          }
        }
      }
    }
  }
`);

export const BulkCustomers = graphql<BulkCustomersQuery, BulkCustomersQueryVariables>(`
  query BulkCustomers {
    customers {
      edges {
        node {
          id
          numberOfOrders
          amountSpent {
            amount
          }
        }
      }
    }
  }
`);

export const BulkProducts = graphql<BulkProductsQuery, BulkProductsQueryVariables>(`
  query BulkProducts {
    products {
      edges {
        node {
          id
          handle
          title
          productType
          vendor
          tags
          status
          publishedAt
          updatedAt
          featuredMedia {
            preview {
              image {
                url
              }
            }
          }
          metafields {
            edges {
              node {
                id
                namespace
                type
                value
              }
            }
          }
          variants {
            edges {
              node {
                id
                title
                price
                position
                availableForSale
              }
            }
          }
        }
      }
    }
  }
`);
