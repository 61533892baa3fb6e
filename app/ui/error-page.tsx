import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { Empty } from "./empty.tsx";

const texts = {
  goneTitle: "This page was not found",
  gone: "It may have been deleted, or the link is not complete.",
  failedTitle: "Something went wrong on our side",
  failed: "Nothing was lost. Try again; if it keeps happening, tell us the time at which it did.",
  home: "Go to Candor’s home page",
};

/** Says what happened and where to go; never what went wrong inside. */
export function ErrorPage() {
  const error = useRouteError();
  const known = isRouteErrorResponse(error) && error.status < 500;
  return (
    <Page>
      <Empty
        title={known ? texts.goneTitle : texts.failedTitle}
        text={known ? texts.gone : texts.failed}
        picture="/quiz.svg"
        action={{ label: texts.home, url: "/app" }}
      />
    </Page>
  );
}
