#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace panoh::http {

/// Names and values in the order they came or will be sent.
using Fields = std::vector<std::pair<std::string, std::string>>;

/// ASCII lower case; other bytes stay.
[[nodiscard]] std::string lower(std::string_view text);
/// Equal but for ASCII case.
[[nodiscard]] bool same_word(std::string_view one, std::string_view other);
/// Without spaces and tabs at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// The value of the first field of that (lower-case) name; empty when absent.
[[nodiscard]] std::string_view value_of(const Fields& fields, std::string_view name);
/// How many fields have that (lower-case) name.
[[nodiscard]] std::size_t count_of(const Fields& fields, std::string_view name);
/// Is the word an element of a comma-separated list, whatever its case and parameters ("gzip;q=1")?
[[nodiscard]] bool list_has(std::string_view list, std::string_view word);
/// The media type without parameters, in lower case: "application/json".
[[nodiscard]] std::string media_type(std::string_view content_type);

} // namespace panoh::http
