import { graphql } from "../shopify/admin.ts";
import type {
  FindContactsQuery,
  FindContactsQueryVariables,
  SearchCustomersQuery,
  SearchCustomersQueryVariables,
} from "../shopify/documents.generated.ts";

/** Protected customer data, level 2: asked only after the merchant opts in, shown, never stored. */
export const FindContacts = graphql<FindContactsQuery, FindContactsQueryVariables>(`
  query FindContacts($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Customer {
        id
        displayName
        defaultEmailAddress {
          emailAddress
        }
      }
    }
  }
`);

/** Shopify's own search over names, e-mail addresses and phone numbers: none of them lies here. */
export const SearchCustomers = graphql<SearchCustomersQuery, SearchCustomersQueryVariables>(`
  query SearchCustomers($query: String!, $first: Int!) {
    customers(query: $query, first: $first, sortKey: RELEVANCE) {
      nodes {
        id
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`);
