import { graphql } from "../shopify/admin.ts";
import type { FindContactsQuery, FindContactsQueryVariables } from "../shopify/documents.generated.ts";

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
