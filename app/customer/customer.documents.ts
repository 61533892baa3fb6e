import { graphql } from "../shopify/admin.ts";
import type {
  ChangeTagsMutation,
  ChangeTagsMutationVariables,
  CreateNativeSegmentMutation,
  CreateNativeSegmentMutationVariables,
  DeleteNativeSegmentMutation,
  DeleteNativeSegmentMutationVariables,
  FindCustomerTagsQuery,
  FindCustomerTagsQueryVariables,
  FindNativeSegmentsQuery,
  FindNativeSegmentsQueryVariables,
  UpdateNativeSegmentMutation,
  UpdateNativeSegmentMutationVariables,
} from "../shopify/documents.generated.ts";

export const FindCustomerTags = graphql<FindCustomerTagsQuery, FindCustomerTagsQueryVariables>(`
  query FindCustomerTags($id: ID!) {
    customer(id: $id) {
      tags
    }
  }
`);

/** Removes first, so that a customer with 250 tags has room. A part that is not needed costs nothing. */
export const ChangeTags = graphql<ChangeTagsMutation, ChangeTagsMutationVariables>(
  `
    mutation ChangeTags($id: ID!, $remove: [String!]!, $removing: Boolean!, $add: [String!]!, $adding: Boolean!) {
      removed: tagsRemove(id: $id, tags: $remove) @include(if: $removing) {
        userErrors {
          field
          message
        }
      }
      added: tagsAdd(id: $id, tags: $add) @include(if: $adding) {
        userErrors {
          field
          message
        }
      }
    }
  `,
  { idempotent: true },
);

export const FindNativeSegments = graphql<FindNativeSegmentsQuery, FindNativeSegmentsQueryVariables>(`
  query FindNativeSegments($after: String) {
    segments(first: 250, after: $after) {
      nodes {
        id
        name
        query
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const CreateNativeSegment = graphql<CreateNativeSegmentMutation, CreateNativeSegmentMutationVariables>(`
  mutation CreateNativeSegment($name: String!, $query: String!) {
    segmentCreate(name: $name, query: $query) {
      segment {
        id
      }
      userErrors {
        field
        message
      }
    }
  }
`);

export const UpdateNativeSegment = graphql<UpdateNativeSegmentMutation, UpdateNativeSegmentMutationVariables>(
  `
    mutation UpdateNativeSegment($id: ID!, $name: String!, $query: String!) {
      segmentUpdate(id: $id, name: $name, query: $query) {
        segment {
          id
        }
        userErrors {
          field
          message
        }
      }
    }
  `,
  { idempotent: true },
);

export const DeleteNativeSegment = graphql<DeleteNativeSegmentMutation, DeleteNativeSegmentMutationVariables>(
  `
    mutation DeleteNativeSegment($id: ID!) {
      segmentDelete(id: $id) {
        deletedSegmentId
        userErrors {
          field
          message
        }
      }
    }
  `,
  { idempotent: true },
);
