import { graphql } from "../shopify/admin.ts";
import type {
  FindCustomerFactsQuery,
  FindCustomerFactsQueryVariables,
  FindOrderQuery,
  FindOrderQueryVariables,
} from "../shopify/documents.generated.ts";

export const FindOrder = graphql<FindOrderQuery, FindOrderQueryVariables>(`
  query FindOrder($id: ID!, $after: String) {
    order(id: $id) {
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
      lineItems(first: 100, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
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
`);

export const FindCustomerFacts = graphql<FindCustomerFactsQuery, FindCustomerFactsQueryVariables>(`
  query FindCustomerFacts($id: ID!) {
    customer(id: $id) {
      id
      numberOfOrders
      amountSpent {
        amount
      }
    }
  }
`);
