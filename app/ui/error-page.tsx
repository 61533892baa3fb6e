import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { Empty } from "./empty.tsx";

const texts = {
  goneTitle: "This page was not found",
  gone: "It may have been deleted, or the link is not complete.",
  failedTitle: "Something went wrong on our side",
  failed: "Nothing was lost. Try again; if it keeps happening, tell us the time at which it did.",
  numbered: (number: string) => `Nothing was lost. Try again; if it keeps happening, tell us this number: ${number}`,
  home: "Go to Candor’s home page",
};

/** Says what happened and where to go; never what went wrong inside. */
export function ErrorPage() {
  const error = useRouteError();
  const known = isRouteErrorResponse(error) && error.status < 500;
  const number = isRouteErrorResponse(error) ? (error.data as { requestId?: string } | null)?.requestId : undefined;
  const failed = number === undefined ? texts.failed : texts.numbered(number);
  return (
    <Page>
      <Empty
        title={known ? texts.goneTitle : texts.failedTitle}
        text={known ? texts.gone : failed}
        picture="/quiz.svg"
        action={{ label: texts.home, url: "/app" }}
      />
    </Page>
  );
}
