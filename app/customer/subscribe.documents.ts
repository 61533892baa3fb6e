import { graphql } from "../shopify/admin.ts";
import type {
  CreateSubscriberMutation,
  CreateSubscriberMutationVariables,
  FindCustomerByAddressQuery,
  FindCustomerByAddressQueryVariables,
  SaveSubscriptionMutation,
  SaveSubscriptionMutationVariables,
  SaveSubscriptionSourceMutation,
  SaveSubscriptionSourceMutationVariables,
} from "../shopify/documents.generated.ts";

/** An address goes out as a variable, never inside a search text (A40). */
export const FindCustomerByAddress = graphql<FindCustomerByAddressQuery, FindCustomerByAddressQueryVariables>(`
  query FindCustomerByAddress($identifier: CustomerIdentifierInput!) {
    customerByIdentifier(identifier: $identifier) {
      id
    }
  }
`);

export const CreateSubscriber = graphql<CreateSubscriberMutation, CreateSubscriberMutationVariables>(`
  mutation CreateSubscriber($input: CustomerInput!) {
    customerCreate(input: $input) {
      customer {
        id
      }
      userErrors {
        field
        message
      }
    }
  }
`);

export const SaveSubscription = graphql<SaveSubscriptionMutation, SaveSubscriptionMutationVariables>(
  `
    mutation SaveSubscription($input: CustomerEmailMarketingConsentUpdateInput!) {
      customerEmailMarketingConsentUpdate(input: $input) {
        userErrors {
          field
          message
        }
      }
    }
  `,
  { idempotent: true },
);

export const SaveSubscriptionSource = graphql<SaveSubscriptionSourceMutation, SaveSubscriptionSourceMutationVariables>(
  `
    mutation SaveSubscriptionSource($metafields: [MetafieldsSetInput!]!) {
      metafieldsSet(metafields: $metafields) {
        userErrors {
          field
          message
        }
      }
    }
  `,
  { idempotent: true },
);
