#pragma once

// A value of the programme as it is kept: its text, and beside it what the database is asked by.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "outreach/look_through.h"

namespace panoh::outreach {

struct Document {
    std::string text = {};  ///< JSON
    std::string title = {}; ///< empty for a measurement
    std::optional<core::Date> starts_on = {};
    std::optional<core::Date> ends_on = {};
    std::vector<std::string> countries = {};
    std::vector<Reference> references = {};
    std::vector<OrganisationReference> organisations = {};
};

/// The first and last day of a value; a type without `starts_on` says it with `span_of` beside it.
struct Span {
    std::optional<core::Date> starts_on = {};
    std::optional<core::Date> ends_on = {};
};

/// Every fault at once (look_through.h), or the value as it is kept.
template <core::JsonStruct T>
[[nodiscard]] core::Result<Document> document_of(const T& value)
{
    Findings findings;
    look_through(value, findings);
    PANOH_CHECK(findings.done());
    Document made{.text = core::write_json(value),
                  .countries = std::move(findings.countries),
                  .references = std::move(findings.references),
                  .organisations = std::move(findings.organisations)};
    if constexpr (requires { value.title; }) made.title = core::trim(value.title);
    if constexpr (requires { value.starts_on; }) {
        made.starts_on = value.starts_on;
        made.ends_on = value.ends_on;
    } else if constexpr (requires { span_of(value); }) {
        const Span span = span_of(value);
        made.starts_on = span.starts_on;
        made.ends_on = span.ends_on;
    }
    return made;
}

/// What somebody sent: read strictly, then looked through.
template <core::JsonStruct T>
[[nodiscard]] core::Result<Document> read_document(std::string_view body)
{
    PANOH_TRY(const T value, core::read_json<T>(body));
    return document_of(value);
}

} // namespace panoh::outreach
