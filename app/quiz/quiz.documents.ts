import { graphql } from "../shopify/admin.ts";
import type {
  DeleteQuizMetafieldMutation,
  DeleteQuizMetafieldMutationVariables,
  FindInstallationQuery,
  FindInstallationQueryVariables,
  SetQuizMetafieldMutation,
  SetQuizMetafieldMutationVariables,
} from "../shopify/documents.generated.ts";

export const FindInstallation = graphql<FindInstallationQuery, FindInstallationQueryVariables>(`
  query FindInstallation {
    currentAppInstallation {
      id
    }
  }
`);

export const SetQuizMetafield = graphql<SetQuizMetafieldMutation, SetQuizMetafieldMutationVariables>(
  `
    mutation SetQuizMetafield($metafields: [MetafieldsSetInput!]!) {
      metafieldsSet(metafields: $metafields) {
        userErrors {
          code
          field
          message
        }
      }
    }
  `,
  { idempotent: true },
);

export const DeleteQuizMetafield = graphql<DeleteQuizMetafieldMutation, DeleteQuizMetafieldMutationVariables>(
  `
    mutation DeleteQuizMetafield($metafields: [MetafieldIdentifierInput!]!) {
      metafieldsDelete(metafields: $metafields) {
        userErrors {
          field
          message
        }
      }
    }
  `,
  { idempotent: true },
);
