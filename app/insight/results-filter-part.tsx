import { Card, Select, TextField } from "@shopify/polaris";
import { DIMENSIONS } from "./filter.ts";
import type { Dimension } from "./filter.ts";
import type { BreakdownRow } from "./results-view.ts";

const texts = {
  period: "Period",
  periods: [
    { value: "7", label: "Last 7 days" },
    { value: "30", label: "Last 30 days" },
    { value: "90", label: "Last 90 days" },
    { value: "0", label: "All kept (2 years)" },
    { value: "days", label: "From day to day" },
  ],
  from: "From",
  to: "To",
  names: { placement: "Placement", language: "Language", device: "Device", source: "Source" },
  all: { placement: "All placements", language: "All languages", device: "All devices", source: "All sources" },
  kind: "Responses",
  kinds: [
    { value: "shoppers", label: "Shoppers" },
    { value: "tests", label: "Test responses" },
    { value: "flagged", label: "Flagged" },
  ],
};

interface ResultsFilterProps {
  search: URLSearchParams;
  breakdowns: Record<Dimension, BreakdownRow[]>;
  apart: { tests: number; flagged: number };
  onChange: (changes: Record<string, string | undefined>) => void;
}

/** What the figures below are of. The address holds it: it can be kept and sent. */
export function ResultsFilterBar({ search, breakdowns, apart, onChange }: ResultsFilterProps) {
  const ranged = search.has("from") || search.has("to");
  const choosePeriod = (value: string) =>
    onChange(
      value === "days" ? { days: undefined, from: "", to: "" } : { days: value, from: undefined, to: undefined },
    );
  return (
    <Card>
      <div className="candor-filters" role="search" aria-label="Filter">
        <Select
          label={texts.period}
          options={texts.periods}
          value={ranged ? "days" : (search.get("days") ?? "30")}
          onChange={choosePeriod}
        />
        {ranged
          ? (["from", "to"] as const).map((end) => (
              <TextField
                key={end}
                type="date"
                autoComplete="off"
                label={texts[end]}
                value={search.get(end) ?? ""}
                onChange={(day) => onChange({ [end]: day })}
              />
            ))
          : null}
        {DIMENSIONS.filter((dimension) => breakdowns[dimension].length > 1 || search.has(dimension)).map(
          (dimension) => (
            <Select
              key={dimension}
              label={texts.names[dimension]}
              options={[
                { value: "", label: texts.all[dimension] },
                ...breakdowns[dimension].map(({ id, label }) => ({ value: id, label })),
              ]}
              value={search.get(dimension) ?? ""}
              onChange={(value) => onChange({ [dimension]: value || undefined })}
            />
          ),
        )}
        {apart.tests + apart.flagged > 0 || search.has("kind") ? (
          <Select
            label={texts.kind}
            options={texts.kinds.map(({ value, label }) => ({
              value,
              label: value === "shoppers" ? label : `${label} (${apart[value as "tests" | "flagged"]})`,
            }))}
            value={search.get("kind") ?? "shoppers"}
            onChange={(value) => onChange({ kind: value === "shoppers" ? undefined : value })}
          />
        ) : null}
      </div>
    </Card>
  );
}
